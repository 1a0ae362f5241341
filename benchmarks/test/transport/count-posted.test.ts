import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { countPosted } from "../../src/transport/count-posted.ts";

test("counts what is copied, what is moved and what comes back, each buffer once", async () => {
  const counter = countPosted();
  const echo = `const { parentPort } = require("node:worker_threads");
    parentPort.on("message", (message) => parentPort.postMessage(message));`;
  const worker = new Worker(echo, { eval: true });
  await once(worker, "online");
  const [small, large] = [new Float64Array(10), new Float64Array(1000)];
  const message = { views: [small, small, small.subarray(3)], more: new Map([[1, large]]), text: "text" };
  worker.postMessage(message, [large.buffer]);
  await once(worker, "message");
  expect(counter.read()).toEqual({ copied: 80, moved: 8000, received: 8080 });
  counter.reset();
  worker.postMessage(new Int8Array(new SharedArrayBuffer(100)));
  await once(worker, "message");
  expect(counter.read()).toEqual({ copied: 0, moved: 0, received: 0 });
  await worker.terminate();
});
