import { parentPort, workerData, type MessagePort } from "node:worker_threads";
import { revive, type SerializedValue } from "@holdall/closure/revive";
import type { MakeFileSystem } from "./file-system-of.ts";
import { findFiles, type FoundByPath } from "./find-files.ts";

/** What the thread is started with. */
export interface AskStart {
  /** Where it answers. */
  readonly port: MessagePort;
  /** The number of the last question that was answered. */
  readonly answered: Int32Array<SharedArrayBuffer>;
}

/** What it is asked. */
export interface Question {
  readonly number: number;
  /** Paths and patterns. */
  readonly paths: readonly string[];
  /** What makes the file system, where one was given. */
  readonly make: SerializedValue | undefined;
}

/** What it answers. */
export type Answer = { readonly found: readonly FoundByPath[] } | { readonly error: unknown };

const { port, answered } = workerData as AskStart;
let pending: number | undefined;

// Whoever asked waits for an answer, whatever happens here.
process.on("uncaughtException", (error) => answer({ error }));

parentPort!.on("message", ({ number, paths, make }: Question) => {
  pending = number;
  find(paths, make).then(
    (found) => answer({ found }),
    (error: unknown) => answer({ error }),
  );
});

async function find(
  paths: readonly string[],
  make: SerializedValue | undefined,
): Promise<readonly FoundByPath[]> {
  return findFiles(paths, make && (await revive<MakeFileSystem>(make)));
}

function answer(message: Answer): void {
  if (pending === undefined) return;
  try {
    port.postMessage(message);
  } catch {
    // An error may hold what cannot be posted.
    port.postMessage({ error: new Error(String((message as { readonly error: unknown }).error)) });
  }
  Atomics.store(answered, 0, pending);
  Atomics.notify(answered, 0);
  pending = undefined;
}
