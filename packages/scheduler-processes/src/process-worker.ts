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

serveWorker({
  post: (message) => void process.send!(message),
  onMessage: (handler) => void process.on("message", (message) => handler(message as ToWorker)),
  transport,
  memory: process.argv.includes("--tell-memory") ? () => process.memoryUsage.rss() : undefined,
  // What it prints goes to its parent, or to where that prints, without waiting.
  flush: () => undefined,
});
