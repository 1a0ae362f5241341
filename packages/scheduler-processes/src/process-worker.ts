import { serveWorker, toWireError, type FromWorker, type ToWorker } from "@holdall/worker-pool/worker";
import { transport } from "./transport.ts";

// Without its parent a worker has nothing to do.
process.on("disconnect", () => process.exit());

// What a thread would tell by itself.
process.on("uncaughtExceptionMonitor", (error) => {
  process.send!({ type: "dying", error: toWireError(error) } satisfies FromWorker);
});

// A terminal sends it to all processes that it has: what it means for workers is for their parent to say.
process.on("SIGINT", () => undefined);

// What does not fit into a pipe would wait here, and be lost where the parent ends as soon as it has a result.
const { _handle: errorPipe } = process.stderr as {
  readonly _handle?: { setBlocking?(isBlocking: boolean): void };
};
errorPipe?.setBlocking?.(true);

serveWorker({
  post: (message) => void process.send!(message),
  onMessage: (handler) => void process.on("message", (message) => handler(message as ToWorker)),
  transport,
  memory: process.argv.includes("--tell-memory") ? () => process.memoryUsage.rss() : undefined,
  // What it prints has gone to its parent, or to where that prints, when the call that printed it returns.
  flush: () => undefined,
});
