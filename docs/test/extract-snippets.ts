/** A block of TypeScript on a page. */
export interface Snippet {
  /** The page and the line on which the block begins: `README.md:12`. */
  readonly name: string;
  readonly code: string;
  /** Why it is not run, if it is not: a block is a whole program unless its first line gives a reason. */
  readonly notRun: string | undefined;
}

/**
 * Finds the TypeScript of a page, or in the comments of a source.
 *
 * A block that cannot run says why behind its language: ` ```ts not-run: needs a server `. Its types are checked all
 * the same.
 *
 * @param page - as it shall be named
 * @throws for a block that is not run without a reason
 */
export function extractSnippets(page: string, text: string): Snippet[] {
  // What stands before the fence stands before every line: the indentation of a list, the stars of a comment.
  const fence = /^([ \t]*(?:\* )?)```ts\b([^\n]*)\n([\s\S]*?)^\1```$/gm;
  return Array.from(text.matchAll(fence), ({ index, 1: margin = "", 2: info = "", 3: code = "" }) => {
    const name = `${page}:${text.slice(0, index).split("\n").length}`;
    return { name, code: removeMargin(margin, code), notRun: parseInfo(name, info) };
  });
}

function removeMargin(margin: string, code: string): string {
  const lines = code.split("\n");
  return lines.map((line) => (line.startsWith(margin) ? line.slice(margin.length) : "")).join("\n");
}

function parseInfo(name: string, info: string): string | undefined {
  const words = info.trim();
  if (words === "") return undefined;
  const reason = /^not-run: (.{10,})$/.exec(words)?.[1];
  if (reason === undefined)
    throw new Error(`${name}: expected "not-run: <the reason>" behind ts, got "${words}"`);
  return reason;
}
