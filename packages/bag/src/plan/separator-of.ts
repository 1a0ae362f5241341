import type { UserFunction } from "../pipeline/user-call.ts";

// One plain parameter, in parentheses or not, and one character in quotes. Types that were taken out have left blanks.
const plainSplit =
  /^(?:\(\s*(?<inParentheses>[\p{ID_Start}$_][\p{ID_Continue}$]*)\s*\)|(?<bare>[\p{ID_Start}$_][\p{ID_Continue}$]*))\s*=>\s*(?:\k<inParentheses>\k<bare>)\s*\.\s*split\s*\(\s*(?<quote>["'`])(?<character>\\t|[\t -[\]-~])\k<quote>\s*\)$/u;

/**
 * The character by which a function splits strings, where it does nothing else, as `(line) => line.split(" ")`.
 *
 * To go by the text is safe, as such a text says all there is to know: it names nothing from around the function, and what it
 * calls is, for a string, always the same. A function that is written in any other way, or that something has been put into,
 * as by a tool that measures coverage, is not known here, and called as ever.
 */
export function separatorOf(fn: UserFunction): string | undefined {
  const { character } = plainSplit.exec(Function.prototype.toString.call(fn))?.groups ?? {};
  return character === "\\t" ? "\t" : character;
}
