import { setImmediate } from "node:timers/promises";
import { locateFile, removeSpillFoldersOf } from "@holdall/core/task";
import {
  semiSpaceOfWorkers,
  workerExecArgv,
  type ChannelEvents,
  type FromWorker,
  type ToWorker,
  type WorkerChannel,
} from "@holdall/worker-pool";
import { startThread } from "./start-thread.ts";

const workerUrl = locateFile(
  new URL("./thread-worker.bundle.cjs", import.meta.url),
  "@holdall/scheduler-threads",
);

/** Starts a worker thread. */
export function spawnThread({ onMessage, onExit }: ChannelEvents): WorkerChannel {
  const semiSpaceMb = semiSpaceOfWorkers();
  const worker = startThread(workerUrl, {
    execArgv: workerExecArgv(),
    // Young objects have three such spaces: one to be made in, one to be moved to, and one for those that are larger.
    ...(semiSpaceMb === undefined ? {} : { resourceLimits: { maxYoungGenerationSizeMb: 3 * semiSpaceMb } }),
  });
  let cause: unknown;
  const { threadId } = worker; // which is not there any more when it is gone
  worker.unref();
  worker.on("message", (message: FromWorker) => onMessage(message));
  worker.on("error", (error: unknown) => (cause = error));
  worker.on("exit", (exitCode) => onExit({ exitCode, signal: undefined, cause }));
  let isHeld = false;
  return {
    name: `worker thread ${threadId}`,
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
    removeLeft: () => removeSpillFoldersOf(threadId),
  };
}

// What the thread has printed is on its way by a channel of its own; so let it come in.
async function turns(): Promise<void> {
  await setImmediate();
  await setImmediate();
}
