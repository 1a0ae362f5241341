import { parentPort } from "node:worker_threads";
import { serveWorker, type ToWorker } from "@holdall/worker-pool/worker";
import { shareBlocks } from "./share-blocks.ts";

const port = parentPort!;

serveWorker({
  post: (message) => port.postMessage(message),
  onMessage: (handler) => void port.on("message", (message: ToWorker) => handler(message)),
  pack: shareBlocks,
});
