import { parentPort } from "node:worker_threads";
import { increment } from "./increment.ts";

const port = parentPort!;
port.on("message", (x: number) => port.postMessage(increment(x)));
