import { parentPort } from "node:worker_threads";
import { ThreadWorker } from "poolifier";
import { increment } from "./increment.ts";

// Keeps the thread alive: once told to end, it may end by itself before the pool waits for that, and then forever.
parentPort!.on("message", () => {});

new ThreadWorker((x?: number) => increment(x!));
