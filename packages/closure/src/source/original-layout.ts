import { parse, type Token } from "acorn";
import type { FunctionSource } from "./function-source.ts";
import type { OriginalPlace } from "./source-map.ts";

/** The text of a function, laid out anew. */
export interface Layout {
  readonly text: string;
  /** Where it begins. */
  readonly url: string;
  readonly line: number;
  readonly column: number;
}

// Between these words and what follows, a line break would mean something else; so it would before these signs.
const bound = new Set([
  "return",
  "throw",
  "break",
  "continue",
  "yield",
  "async",
  "get",
  "set",
  "static",
  "accessor",
]);
const boundBefore = new Set(["=>", "++/--"]);
// After or before these, a line break means nothing.
const openAfter = new Set(["{", "(", "[", ",", ";", "=>", "=", "?", ":", ".", "&&", "||", "??", "${"]);
const openBefore = new Set(["}", ")", "]", ",", ";", ".", "?.", "?", ":"]);

/**
 * Moves every token of a transpiled function to the line and column it had in the file the user wrote, as far as that can be done
 * without changing what it means. A stack then shows the user's own places wherever the function is revived: no source
 * map has to be there.
 *
 * @param text - What to lay out: the text of `source`, edited.
 * @param placeOf - The original place of an index of `text`.
 * @returns `undefined` when the map does not know where the function begins.
 */
export function layOutAsOriginal(
  text: string,
  source: FunctionSource,
  strict: boolean,
  placeOf: (index: number) => OriginalPlace | undefined,
): Layout | undefined {
  const start = placeOf(0);
  const tokens = start && tokenize(text, source, strict);
  if (!tokens) return undefined;
  let { line, column } = start;
  let result = "";
  let previous: Token | undefined;
  for (const token of tokens) {
    const gap = previous ? text.slice(previous.end, token.start) : "";
    const inTemplate = token.type.label === "template" || previous?.type.label === "template";
    const place = previous && !inTemplate ? placeOf(token.start) : undefined;
    const wanted = place?.isExact === true && place.url === start.url ? place : undefined;
    let filling = inTemplate ? gap : separator(gap, previous, token);
    if (wanted && wanted.line > line && wanted.line - line < 10_000 && mayBreak(previous, token))
      filling = "\n".repeat(wanted.line - line) + " ".repeat(wanted.column);
    else if (
      wanted &&
      wanted.line === line &&
      !filling.includes("\n") &&
      wanted.column > column + filling.length
    )
      filling = " ".repeat(Math.min(wanted.column - column, 1000));
    const piece = filling + text.slice(token.start, token.end);
    result += piece;
    const lines = piece.split("\n");
    line += lines.length - 1;
    column = (lines.length > 1 ? 0 : column) + (lines.at(-1)?.length ?? 0);
    previous = token;
  }
  return { text: result, url: start.url, line: start.line, column: start.column };
}

function tokenize(text: string, { form }: FunctionSource, strict: boolean): Token[] | undefined {
  const [open, close] = form === "method" ? (text.startsWith("#") ? ["class{", "}"] : ["{", "}"]) : ["", ""];
  const before = `function _(){${strict ? '"use strict";' : ""}return(${open}`;
  const tokens: Token[] = [];
  try {
    parse(`${before}${text}${close})}`, {
      ecmaVersion: "latest",
      sourceType: "script",
      allowSuperOutsideMethod: true,
      allowImportExportEverywhere: true,
      checkPrivateFields: false,
      onToken: tokens,
    });
  } catch {
    return undefined;
  }
  return tokens
    .filter(({ start, end }) => start >= before.length && end <= before.length + text.length)
    .map((token) =>
      Object.assign(token, { start: token.start - before.length, end: token.end - before.length }),
    );
}

/** What stands between two tokens when neither is moved. A line break stays where it may end a statement. */
function separator(gap: string, previous: Token | undefined, token: Token): string {
  if (!/[\n\r\u2028\u2029]/.test(gap)) return gap === "" ? "" : " ";
  const means = previous && !openAfter.has(previous.type.label) && !openBefore.has(token.type.label);
  return means ? "\n" : " ";
}

function mayBreak(previous: Token | undefined, token: Token): boolean {
  if (!previous || boundBefore.has(token.type.label)) return false;
  return (
    !bound.has(previous.type.keyword ?? String((previous as { value?: unknown }).value)) ||
    previous.type.label === "string"
  );
}
