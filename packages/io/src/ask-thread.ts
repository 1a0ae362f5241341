import { parentPort, workerData, type MessagePort } from "node:worker_threads";
import { revive, type SerializedValue } from "@holdall/closure/revive";
import { InvalidArgumentError } from "@holdall/core/task";
import type { MakeFileSystem } from "./file-system/file-system-of.ts";
import { findFiles } from "./file-system/find-files.ts";
import { readRanges, type RemoteRange } from "./file-system/read-ranges.ts";

/** What the thread is started with. */
export interface AskStart {
  /** Where it answers. */
  readonly port: MessagePort;
  /** The number of the last question that was answered. */
  readonly answered: Int32Array<SharedArrayBuffer>;
}

/** Files by paths and patterns, or what is in ranges of some. */
export type Wanted =
  | { readonly kind: "find"; readonly paths: readonly string[] }
  | { readonly kind: "read"; readonly ranges: readonly RemoteRange[] };

/** What it is asked. */
export interface Question {
  readonly number: number;
  readonly wanted: Wanted;
  /** What makes the file system, where one was given. */
  readonly make: SerializedValue | undefined;
}

/** What it answers; with an error whether it is one about arguments, as classes do not travel. */
export type Answer =
  { readonly value: unknown } | { readonly error: unknown; readonly isInvalidArgument: boolean };

const { port, answered } = workerData as AskStart;
let pending: number | undefined;

// Whoever asked waits for an answer, whatever happens here.
process.on("uncaughtException", (error) => answer(failureOf(error)));

parentPort!.on("message", ({ number, wanted, make }: Question) => {
  pending = number;
  find(wanted, make).then(
    (value) => answer({ value }),
    (error: unknown) => answer(failureOf(error)),
  );
});

async function find(wanted: Wanted, serialized: SerializedValue | undefined): Promise<unknown> {
  const make = serialized && (await revive<MakeFileSystem>(serialized));
  return wanted.kind === "find" ? findFiles(wanted.paths, make) : readRanges(wanted.ranges, make);
}

function failureOf(error: unknown): Answer {
  return { error, isInvalidArgument: error instanceof InvalidArgumentError };
}

function answer(message: Answer): void {
  if (pending === undefined) return;
  try {
    port.postMessage(message);
  } catch {
    // An error may hold what cannot be posted.
    port.postMessage(failureOf(new Error(String((message as { readonly error: unknown }).error))));
  }
  Atomics.store(answered, 0, pending);
  Atomics.notify(answered, 0);
  pending = undefined;
}
