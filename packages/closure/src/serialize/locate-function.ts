import { SourceMap } from "node:module";
import { fileURLToPath } from "node:url";
import type { Insight } from "../capture/scopes.ts";
import { offsetOf, placeOf, type Script } from "../capture/scripts.ts";

/** Where the text of a function stands. */
export interface Site {
  readonly script: Script;
  /** Index of the text in the script; negative when it was not found there. */
  readonly offset: number;
  /** Zero-based. */
  readonly line: number;
  readonly column: number;
}

/** Finds the text of a function in its script: V8 says where the parameters begin, not the text. */
export function locateFunction(
  script: Script,
  location: NonNullable<Insight["location"]>,
  text: string,
): Site {
  const offset = script.source.lastIndexOf(text, offsetOf(script, location.line, location.column));
  if (offset < 0) return { script, offset, line: location.line, column: location.column };
  return { script, offset, ...placeOf(script, offset) };
}

/** `file:line:column` for people: of the file they wrote, where the script has a source map. */
export function describeSite({ script, line, column }: Site): string {
  const original = originalPlace(script, line, column);
  if (original) return original;
  return `${pathOf(script.url)}:${line + 1}:${column + 1}`;
}

function originalPlace(script: Script, line: number, column: number): string | undefined {
  const inline = /^data:application\/json[^,]*;base64,(.*)$/.exec(script.sourceMapUrl);
  if (!inline?.[1]) return undefined;
  try {
    const map = new SourceMap(
      JSON.parse(Buffer.from(inline[1], "base64").toString()) as ConstructorParameters<typeof SourceMap>[0],
    );
    const entry = map.findEntry(line, column);
    if (!("originalSource" in entry)) return undefined;
    return `${pathOf(new URL(entry.originalSource, script.url).href)}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  } catch {
    return undefined; // A broken map is no reason to fail: the place in the compiled file is told.
  }
}

function pathOf(url: string): string {
  return url.startsWith("file:") ? fileURLToPath(url) : url;
}
