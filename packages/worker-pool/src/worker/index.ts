export type { Block, MemoryBlock, Transport } from "../codec.ts";
export type { FromWorker, ToWorker } from "../messages.ts";
export type { WorkerPort } from "./port.ts";
export { toWireError } from "../wire-error.ts";
export { serveWorker } from "./serve.ts";
