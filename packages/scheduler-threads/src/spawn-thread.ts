import { setImmediate } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { locateFile } from "@holdall/core/task";
import {
  workerExecArgv,
  type ChannelEvents,
  type FromWorker,
  type ToWorker,
  type WorkerChannel,
} from "@holdall/worker-pool";

const workerUrl = locateFile(
  new URL("./thread-worker.bundle.cjs", import.meta.url),
  "@holdall/scheduler-threads",
);

/** Starts a worker thread. */
export function spawnThread({ onMessage, onExit }: ChannelEvents): WorkerChannel {
  const worker = new Worker(workerUrl, { execArgv: workerExecArgv() });
  let cause: unknown;
  worker.unref();
  worker.on("message", (message: FromWorker) => onMessage(message));
  worker.on("error", (error: unknown) => (cause = error));
  worker.on("exit", (exitCode) => onExit({ exitCode, signal: undefined, cause }));
  let isHeld = false;
  return {
    name: `worker thread ${worker.threadId}`,
    post: (message: ToWorker, movable = []) => worker.postMessage(message, movable),
    ref() {
      isHeld = true;
      worker.ref();
    },
    unref() {
      isHeld = false;
      void turns().then(() => {
        if (!isHeld) worker.unref();
      });
    },
    async kill() {
      isHeld = true; // or the process could end while it waits
      worker.ref();
      await turns();
      await worker.terminate();
    },
  };
}

// What the thread has printed is on its way by a channel of its own; so let it come in.
async function turns(): Promise<void> {
  await setImmediate();
  await setImmediate();
}
