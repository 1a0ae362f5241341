import { serveWorker, type ToWorker } from "@holdall/worker-pool/worker";
import { transport } from "./transport.ts";

// Without its parent a worker has nothing to do.
process.on("disconnect", () => process.exit());

serveWorker({
  post: (message) => void process.send!(message),
  onMessage: (handler) => void process.on("message", (message) => handler(message as ToWorker)),
  transport,
  // It has the very streams of its parent.
  flush: () => undefined,
});
