import { closeSync, openSync, writeSync } from "node:fs";
import type { CallTrace, CrashedCall } from "@holdall/core/task";

/** Notes which call is under way in a file, where the pool finds it when this worker has died. */
export class TraceNotes {
  readonly #file: number | undefined;

  constructor(path: string) {
    this.#file = tryTo(() => openSync(path, "r+"));
  }

  /** The trace of a task, some of whose calls may have ended workers. */
  traceOf(crashedCalls: readonly CrashedCall[]): CallTrace {
    return {
      crashesOf: (call) => crashedCalls.filter((crashed) => crashed.call === call),
      begin: (call) => this.#write(call),
      end: () => this.#write(""),
    };
  }

  close(): void {
    const file = this.#file;
    if (file !== undefined) tryTo(() => closeSync(file));
  }

  // The first line is all that counts.
  #write(call: string): void {
    const file = this.#file;
    if (file !== undefined) tryTo(() => writeSync(file, `${call}\n`, 0));
  }
}

// Without its file a trace says nothing, which is no reason for a call to fail.
function tryTo<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
