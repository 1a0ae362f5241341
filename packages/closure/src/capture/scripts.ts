import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { EventListener, Inspector } from "./inspector.ts";

/** A script or module that V8 has compiled. */
export interface Script {
  readonly id: string;
  /** A `file:` URL for files, whatever the module system; may be empty. */
  readonly url: string;
  /** The name it was compiled under, as stacks show it. */
  readonly filename: string;
  readonly isModule: boolean;
  /** Where in its file it begins. */
  readonly startLine: number;
  readonly startColumn: number;
  readonly sourceMapUrl: string;
  /** As compiled: behind all transpilers. */
  readonly source: string;
}

type Announced = Omit<Script, "source">;

// Scripts never change; ids are never used twice.
const loaded = new Map<string, Script>();
const loadedLimit = 1000;

/**
 * Finds scripts by id. V8 tells their names and sources only to a debugger; to switch that on costs some 20 ms the first
 * time and 3 ms later, so it is switched on for scripts not seen before alone, and off again by `close`.
 */
export interface ScriptReader {
  find(id: string): Script | undefined;
  close(): void;
}

/** Reads scripts through this connection. */
export function createScriptReader(inspector: Inspector): ScriptReader {
  let enabled = false;
  // Not kept for longer: it has the source map of every script in it.
  const announced = new Map<string, Announced>();
  const announce: EventListener = ({ params }) => {
    const url = String(params["url"]);
    const isModule = params["isModule"] === true;
    announced.set(String(params["scriptId"]), {
      id: String(params["scriptId"]),
      url,
      // Node gives CommonJS the path, and the inspector makes a URL of it.
      filename: !isModule && url.startsWith("file:") ? fileURLToPath(url) : url,
      isModule,
      sourceMapUrl: String(params["sourceMapURL"] ?? ""),
      startLine: Number(params["startLine"]),
      startColumn: Number(params["startColumn"]),
    });
  };
  return {
    find(id) {
      const known = loaded.get(id);
      if (known) return known;
      if (!enabled) {
        inspector.on("Debugger.scriptParsed", announce);
        inspector.post("Debugger.enable");
        enabled = true;
      }
      const script = announced.get(id);
      if (!script) return undefined;
      const { scriptSource } = inspector.post("Debugger.getScriptSource", { scriptId: id });
      const found = { ...script, source: String(scriptSource) };
      if (loaded.size >= loadedLimit) loaded.clear();
      loaded.set(id, found);
      return found;
    },
    close() {
      if (!enabled) return;
      inspector.post("Debugger.disable");
      inspector.off("Debugger.scriptParsed", announce);
      enabled = false;
    },
  };
}

/** The URL from which a script imports; what was typed in (`node -e`, the REPL) stands in the current directory. */
export function baseUrl({ url }: Script): string {
  return URL.canParse(url) ? url : pathToFileURL(path.resolve(url === "" ? "[typed in]" : url)).href;
}

/** The index in the source of a place as V8 gives it. */
export function offsetOf(script: Script, line: number, column: number): number {
  let row = line - script.startLine;
  let offset = row === 0 ? column - script.startColumn : column;
  for (let start = 0; row > 0; row--) {
    const end = script.source.indexOf("\n", start);
    if (end < 0) return script.source.length;
    offset += end + 1 - start;
    start = end + 1;
  }
  return offset;
}

/** The place of an index of the source, as V8 gives places. */
export function placeOf(script: Script, offset: number): { line: number; column: number } {
  let line = script.startLine;
  let start = 0;
  for (;;) {
    const end = script.source.indexOf("\n", start);
    if (end < 0 || end >= offset) break;
    start = end + 1;
    line++;
  }
  return { line, column: offset - start + (start === 0 ? script.startColumn : 0) };
}
