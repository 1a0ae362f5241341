import { fileURLToPath } from "node:url";
import type { Insight } from "../capture/scopes.ts";
import { offsetOf, placeOf, type Script } from "../capture/scripts.ts";
import { findOriginalPlace } from "../source/source-map.ts";

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
  const place = findOriginalPlace(script, line, column) ?? { url: script.url, line, column };
  const path = place.url.startsWith("file:") ? fileURLToPath(place.url) : place.url;
  return `${path}:${place.line + 1}:${place.column + 1}`;
}
