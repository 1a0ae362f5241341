import { parentPort } from "node:worker_threads";
import { serveWorker, type ToWorker } from "@holdall/worker-pool/worker";
import { transport } from "./transport.ts";

const port = parentPort!;

serveWorker({
  post: (message, movable = []) => port.postMessage(message, movable),
  onMessage: (handler) => void port.on("message", (message: ToWorker) => handler(message)),
  transport,
  flush,
});

// What a thread prints goes through the event loop of the main thread, which must not end before.
function flush(): Promise<unknown> | undefined {
  const streams = [process.stdout, process.stderr].filter((stream) => stream.writableLength > 0);
  if (streams.length === 0) return undefined;
  return Promise.all(streams.map((stream) => new Promise((resolve) => stream.write("", resolve))));
}
