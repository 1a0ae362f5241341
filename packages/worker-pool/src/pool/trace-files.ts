import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** A file in which a worker notes what it calls, to be read when it has died. */
export interface TraceFile {
  readonly path: string;
  /** The call that was under way, if any was. */
  read(): string | undefined;
  remove(): void;
}

// Room for a name: nothing can be added to a file on a disk that is full, but what is there can be overwritten.
const room = 1024;

/** The trace files of a session: a folder of its own, there from the first of them on. */
export class TraceFiles {
  #folder: string | undefined;
  #count = 0;

  /** Makes a file; none where nothing can be written, as then it only stays unknown what a worker died of. */
  create(): TraceFile | undefined {
    try {
      this.#folder ??= mkdtempSync(path.join(tmpdir(), "holdall-trace-"));
      const file = path.join(this.#folder, String(++this.#count));
      writeFileSync(file, `\n${" ".repeat(room)}`);
      return { path: file, read: () => readCall(file), remove: () => rmSync(file, { force: true }) };
    } catch {
      return undefined;
    }
  }

  /** Removes all that is left. */
  close(): void {
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true, maxRetries: 3 });
    this.#folder = undefined;
  }
}

function readCall(file: string): string | undefined {
  try {
    const [call] = readFileSync(file, "utf8").split("\n", 1);
    return call === "" ? undefined : call;
  } catch {
    return undefined;
  }
}
