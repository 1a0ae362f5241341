import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { locateFile, removeStaleSpillFolders } from "@holdall/core/task";
import {
  semiSpaceOfWorkers,
  workerExecArgv,
  type ChannelEvents,
  type FromWorker,
  type ToWorker,
  type WorkerChannel,
} from "@holdall/worker-pool";
import { colourVariables } from "./colours.ts";
import { ErrorOutput } from "./error-output.ts";
import { endWithThisProcess } from "./live-processes.ts";
import { residentSize } from "./resident-size.ts";

const workerUrl = locateFile(
  new URL("./process-worker.bundle.cjs", import.meta.url),
  "@holdall/scheduler-processes",
);

// How long messages of a child that has ended are waited for.
const lastWordsMs = 200;

// What a process needs beside the heap of V8.
const besideHeap = 64 * 2 ** 20;

/**
 * Starts a child process.
 * @param memoryLimit - bytes that it may hold
 */
export function spawnProcess(
  { onMessage, onExit }: ChannelEvents,
  memoryLimit: number | undefined,
): WorkerChannel {
  const semiSpaceMb = semiSpaceOfWorkers();
  const child = fork(fileURLToPath(workerUrl), memoryLimit === undefined ? [] : ["--tell-memory"], {
    execArgv: [
      ...workerExecArgv(),
      ...(semiSpaceMb === undefined ? [] : [`--max-semi-space-size=${semiSpaceMb}`]),
      // So that it collects what it does not need any more, rather than to grow over the limit.
      ...(memoryLimit === undefined
        ? []
        : [`--max-old-space-size=${Math.floor((memoryLimit - besideHeap) / 2 ** 20)}`]),
    ],
    serialization: "advanced",
    env: { ...process.env, ...colourVariables() },
    stdio: ["ignore", "inherit", "pipe", "ipc"],
  });
  const errorOutput = new ErrorOutput(child.stderr);
  let cause: unknown;
  let isGone = false;
  const exit = (exitCode?: number, signal?: string): void => {
    if (isGone) return;
    isGone = true;
    errorOutput.drain();
    onExit({ exitCode, signal, cause, stderr: errorOutput.lastLines });
  };
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  endWithThisProcess(child, errorOutput);
  unref();
  child.on("message", (message) => onMessage(message as FromWorker));
  child.on("exit", (code, signal) => {
    const tell = (): void => exit(code ?? undefined, signal ?? undefined);
    if (!child.connected) tell();
    else {
      // What it said last is still on its way; a process of its own may hold the channel open.
      const timer = setTimeout(tell, lastWordsMs);
      child.once("disconnect", () => {
        clearTimeout(timer);
        tell();
      });
    }
  });
  child.on("error", (error) => {
    cause = error;
    // A child that never came to be has no exit.
    if (child.pid === undefined) exit();
  });
  return {
    name: `worker process ${child.pid ?? "that did not start"}`,
    // What cannot be delivered, as the child is gone, is dealt with at its exit.
    post: (message: ToWorker) => void child.send(message, () => undefined),
    memory: () => (child.pid === undefined ? undefined : residentSize(child.pid)),
    ref,
    unref,
    async kill() {
      if (isGone) return;
      ref(); // or the process could end while it waits
      child.kill("SIGKILL");
      await gone;
    },
    removeLeft: removeStaleSpillFolders,
  };

  function ref(): void {
    child.ref();
    child.channel?.ref();
  }

  function unref(): void {
    child.unref();
    child.channel?.unref();
  }
}
