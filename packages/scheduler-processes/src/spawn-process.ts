import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { locateFile } from "@holdall/core/task";
import {
  semiSpaceOfWorkers,
  workerExecArgv,
  type ChannelEvents,
  type FromWorker,
  type ToWorker,
  type WorkerChannel,
} from "@holdall/worker-pool";
import { endWithThisProcess } from "./live-processes.ts";

const workerUrl = locateFile(
  new URL("./process-worker.bundle.cjs", import.meta.url),
  "@holdall/scheduler-processes",
);

/** Starts a child process. */
export function spawnProcess({ onMessage, onExit }: ChannelEvents): WorkerChannel {
  const semiSpaceMb = semiSpaceOfWorkers();
  const child = fork(fileURLToPath(workerUrl), {
    execArgv: [
      ...workerExecArgv(),
      ...(semiSpaceMb === undefined ? [] : [`--max-semi-space-size=${semiSpaceMb}`]),
    ],
    serialization: "advanced",
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  let cause: unknown;
  let isGone = false;
  const exit = (exitCode: number | undefined, signal: string | undefined): void => {
    if (isGone) return;
    isGone = true;
    onExit({ exitCode, signal, cause });
  };
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  endWithThisProcess(child);
  unref();
  child.on("message", (message) => onMessage(message as FromWorker));
  child.on("exit", (code, signal) => exit(code ?? undefined, signal ?? undefined));
  child.on("error", (error) => {
    cause = error;
    // A child that never came to be has no exit.
    if (child.pid === undefined) exit(undefined, undefined);
  });
  return {
    name: `worker process ${child.pid ?? "that did not start"}`,
    // What cannot be delivered, as the child is gone, is dealt with at its exit.
    post: (message: ToWorker) => void child.send(message, () => undefined),
    ref: () => {
      child.ref();
      child.channel?.ref();
    },
    unref,
    async kill() {
      if (isGone) return;
      child.ref(); // or the process could end while it waits
      child.kill("SIGKILL");
      await gone;
    },
  };

  function unref(): void {
    child.unref();
    child.channel?.unref();
  }
}
