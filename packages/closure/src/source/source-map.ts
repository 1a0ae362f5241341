import { SourceMap, type SourceMapPayload } from "node:module";
import { readFileSync } from "node:fs";
import { offsetOf, type Script } from "../capture/scripts.ts";

/** A place in the file that the user wrote; zero-based. */
export interface OriginalPlace {
  readonly url: string;
  readonly line: number;
  readonly column: number;
  /** Whether the map knows this very place, or the start of the blank space before it, not only one further up. */
  readonly isExact: boolean;
}

const maps = new WeakMap<Script, { readonly map: SourceMap | undefined }>();

/** Where a place of a script stands in the file the user wrote; `undefined` for scripts without a source map. */
export function findOriginalPlace(script: Script, line: number, column: number): OriginalPlace | undefined {
  let known = maps.get(script);
  if (!known) maps.set(script, (known = { map: readMap(script) }));
  const entry = known.map?.findEntry(line, column);
  if (!entry || !("originalSource" in entry)) return undefined;
  const url = resolveUrl(entry.originalSource, script.url);
  if (url === undefined) return undefined;
  return {
    url,
    line: entry.originalLine,
    column: entry.originalColumn,
    isExact: entry.generatedLine === line && isBlankBefore(script, line, column, entry.generatedColumn),
  };
}

/** Some compilers map a statement from the indentation in front of it. */
function isBlankBefore(script: Script, line: number, column: number, from: number): boolean {
  if (from === column) return true;
  const offset = offsetOf(script, line, column);
  return script.source.slice(offset - (column - from), offset).trim() === "";
}

/** A broken map, or one that is not there, is no reason to fail: places in the compiled file are told. */
function readMap({ sourceMapUrl, url }: Script): SourceMap | undefined {
  if (sourceMapUrl === "") return undefined;
  try {
    const inline = /^data:application\/json[^,]*?(;base64)?,(.*)$/s.exec(sourceMapUrl);
    const text = inline
      ? inline[1] === undefined
        ? decodeURIComponent(inline[2] ?? "")
        : Buffer.from(inline[2] ?? "", "base64").toString()
      : readFileSync(new URL(sourceMapUrl, url), "utf8");
    return new SourceMap(JSON.parse(text) as SourceMapPayload);
  } catch {
    return undefined;
  }
}

function resolveUrl(source: string, base: string): string | undefined {
  return URL.canParse(source, base) ? new URL(source, base).href : undefined;
}
