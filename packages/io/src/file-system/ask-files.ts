import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from "node:worker_threads";
import { serialize } from "@holdall/closure";
import { InvalidArgumentError, locateFile } from "@holdall/core/task";
import type { Answer, AskStart, Question, Wanted } from "../ask-thread.ts";
import type { MakeFileSystem } from "./file-system-of.ts";
import type { FoundByPath } from "./find-files.ts";
import type { RemoteRange } from "./read-ranges.ts";

const threadUrl = locateFile(new URL("./ask-thread.js", import.meta.url), "@holdall/io");

/** The thread that is asked. */
interface Asked {
  readonly worker: Worker;
  readonly port: MessagePort;
  readonly answered: Int32Array<SharedArrayBuffer>;
  /** The number of the last question. */
  last: number;
}

// Started when it is first needed, and kept: to start it takes longer than to ask. It keeps no process alive.
let shared: Asked | undefined;

// In ms. A thread that is lost says nothing; nobody waits longer than this for one that is not.
const patience = 600_000;

/**
 * Finds files by paths and patterns where that is asynchronous, in another thread, and waits for it: how many partitions a
 * bag has is known when it is made.
 * @throws what went wrong
 */
export function askFiles(paths: readonly string[], make: MakeFileSystem | undefined): readonly FoundByPath[] {
  return ask({ kind: "find", paths }, make) as readonly FoundByPath[];
}

/**
 * Reads ranges of remote files in the same way.
 * @throws what went wrong
 */
export function askRanges(
  ranges: readonly RemoteRange[],
  make: MakeFileSystem | undefined,
): readonly Uint8Array[] {
  return ask({ kind: "read", ranges }, make) as readonly Uint8Array[];
}

function ask(wanted: Wanted, make: MakeFileSystem | undefined): unknown {
  const serialized = make && serialize(make);
  const asked = (shared ??= startThread());
  const number = ++asked.last;
  const question: Question = { number, wanted, make: serialized };
  asked.worker.postMessage(question);
  Atomics.wait(asked.answered, 0, number - 1, patience);
  const received = receiveMessageOnPort(asked.port) as { readonly message: Answer } | undefined;
  if (received === undefined) {
    forget(asked);
    const first = wanted.kind === "find" ? wanted.paths[0] : wanted.ranges[0]!.file.path;
    throw new Error(`Nothing was heard of ${JSON.stringify(first)} in ${patience / 60_000} minutes.`);
  }
  const { message } = received;
  if ("value" in message) return message.value;
  throw message.isInvalidArgument
    ? new InvalidArgumentError((message.error as Error).message, { cause: message.error })
    : message.error;
}

function startThread(): Asked {
  const { port1, port2 } = new MessageChannel();
  const answered = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const start: AskStart = { port: port2, answered };
  const worker = new Worker(threadUrl, { workerData: start, transferList: [port2] });
  const asked = { worker, port: port1, answered, last: 0 };
  worker.unref();
  worker.once("exit", () => forget(asked));
  return asked;
}

function forget(asked: Asked): void {
  if (shared === asked) shared = undefined;
  asked.port.close();
  void asked.worker.terminate();
}
