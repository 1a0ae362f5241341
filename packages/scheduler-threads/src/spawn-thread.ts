import { Worker } from "node:worker_threads";
import {
  workerExecArgv,
  type Block,
  type ChannelEvents,
  type FromWorker,
  type ToWorker,
  type WorkerChannel,
} from "@holdall/worker-pool";
import { shareBlocks } from "./share-blocks.ts";

/** Starts a worker thread. */
export function spawnThread({ onMessage, onExit }: ChannelEvents): WorkerChannel {
  const worker = new Worker(new URL("./worker.bundle.cjs", import.meta.url), { execArgv: workerExecArgv() });
  let cause: unknown;
  worker.unref();
  worker.on("message", (message: FromWorker) => onMessage(message));
  worker.on("error", (error: unknown) => (cause = error));
  worker.on("exit", (exitCode) => onExit({ exitCode, signal: undefined, cause }));
  return {
    name: `worker thread ${worker.threadId}`,
    post: (message: ToWorker) => worker.postMessage(message),
    pack: (block: Block) => shareBlocks([block])[0]!,
    ref: () => worker.ref(),
    unref: () => worker.unref(),
    async kill() {
      worker.ref(); // or the process could end while it waits
      await worker.terminate();
    },
  };
}
