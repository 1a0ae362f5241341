import { serialize } from "@holdall/closure";
import { tokenize } from "@holdall/core";
import { isSameContent } from "./same-content.ts";

/** Compares functions and data of the user, by what they hold where they are not the very same. */
export class ValueComparison {
  readonly #contents = new Map<object, string | undefined>();

  /** Whether two lists of values that look alike are equal. */
  isEqual(a: readonly unknown[], b: readonly unknown[]): boolean {
    // Data first: to look into functions takes a hundred times longer.
    return (
      a.every((value, i) => typeof value === "function" || isSameContent(value, b[i])) &&
      a.every((value, i) => typeof value !== "function" || this.#isSameFunction(value, b[i] as object))
    );
  }

  #isSameFunction(a: object, b: object): boolean {
    if (a === b) return true;
    const content = this.#contentOf(a);
    return content !== undefined && content === this.#contentOf(b);
  }

  /** A token of a function's text and all that it captures; `undefined` where that cannot be seen. */
  #contentOf(fn: object): string | undefined {
    if (!this.#contents.has(fn)) this.#contents.set(fn, tokenOf(fn));
    return this.#contents.get(fn);
  }
}

function tokenOf(fn: object): string | undefined {
  try {
    return tokenize(serialize(fn));
  } catch {
    return undefined;
  }
}
