import type { FunctionSource } from "./function-source.ts";
import type { Range } from "./outside.ts";

/** A piece of the text that something else stands in for; it is padded, so that all else stays in its place. */
export interface Edit extends Range {
  readonly text: string;
}

/** What the wrapper around a function is to give it. */
export interface CodeOptions {
  readonly strict: boolean;
  /** Names of the objects whose properties are variables that the function shares with others. */
  readonly scopes: number;
  readonly captured: readonly string[];
  /** Variables that are set after the function is made. */
  readonly late: readonly string[];
  /** Whether the function is a declaration, so that its own name is a variable of the wrapper. */
  readonly declares: boolean;
}

/** An expression that gives a factory, and how many characters of it stand before the function. */
export interface Code {
  readonly source: string;
  readonly lead: number;
}

/**
 * Wraps the text of a function so that its free names are the parameters of the wrapper.
 *
 * Parameters that nothing assigns are constants to the compiler. Variables of a cycle (a function that captures itself)
 * are set later. Variables that are shared and assigned are properties of an object around which `with` puts the function: `with`
 * is not allowed in strict code, but strict code is allowed in `with`.
 */
export function buildCode(source: FunctionSource, text: string, options: CodeOptions): Code {
  const { strict, scopes, captured, late, declares } = options;
  const taken = new Set([...source.words, ...captured, ...late]);
  const scopeNames = Array.from({ length: scopes }, () => freshName(2, taken));
  const directive = strict ? '"use strict";' : "";
  const variables = late.filter((name) => !(declares && name === source.ownName));
  let open = `(function(${[...scopeNames, ...captured].join(",")}){`;
  let close = "})";
  for (const name of scopeNames) open += `with(${name})`;
  if (scopes > 0) {
    open += `{return(function(){${directive}`;
    close = `})()}${close}`;
  } else open += directive;
  if (variables.length > 0) open += `var ${variables.join(",")};`;
  const [left, right] = source.form === "method" ? ["({", "})"] : ["(", ")"];
  let result: string;
  if (late.length === 0 && !declares) {
    open += `return${left}`;
    result = `${right}${close}`;
  } else {
    const setter = freshName(2, taken);
    const set = `function(${setter}){${late.map((name, index) => `${name}=${setter}[${index}];`).join("")}}`;
    if (declares) result = `\nreturn[${source.ownName ?? ""},${set}]${close}`;
    else {
      open += `return[${left}`;
      result = `${right},${set}]${close}`;
    }
  }
  return { source: open + text + result, lead: open.length };
}

/** The text of a function with its edits. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = "";
  let end = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    const old = text.slice(edit.start, edit.end);
    // Line breaks are kept, so that what follows stays on its line.
    result += text.slice(end, edit.start) + edit.text + old.slice(edit.text.length).replace(/[^\n\r]/g, " ");
    if (/[\n\r]/.test(old.slice(0, edit.text.length))) result += "\n";
    end = edit.end;
  }
  return result + text.slice(end);
}

// Minified code may have used all of the Latin ones.
const letters =
  "$_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" +
  String.fromCodePoint(...Array.from({ length: 0x1b0 }, (_, index) => 0x100 + index));

/** A name of at most this length that is not taken; it is taken then. */
export function freshName(length: number, taken: Set<string>): string {
  for (let size = 1; size <= Math.max(length, 1); size++)
    for (const first of letters)
      for (const rest of size === 1 ? [""] : letters) {
        const name = first + (size === 1 ? "" : rest.repeat(size - 1));
        if (!taken.has(name) && !reserved.has(name)) {
          taken.add(name);
          return name;
        }
      }
  throw new Error(
    "No name is left for a captured value. This is a bug in holdall: please report the function.",
  );
}

const reserved = new Set(["do", "if", "in"]);
