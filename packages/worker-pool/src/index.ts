import { registerValueCodec } from "@holdall/core";
import { createSpillCodec } from "./spill-codec.ts";

export type { Block, MemoryBlock, Transport } from "./codec.ts";
export { MemoryLimitError, PoolClosedError, WorkerDiedError } from "./errors.ts";
export type {
  FromWorker,
  Inline,
  KeptBlock,
  Primitive,
  SmallView,
  ToWorker,
  WireFinished,
  WireOutcome,
  WireResult,
  WireScratch,
  WireSpill,
} from "./messages.ts";
export type { WatchedCall } from "./pool/call-timer.ts";
export type { ChannelEvents, SpawnWorker, WorkerChannel, WorkerExit } from "./pool/channel.ts";
export { semiSpaceOfWorkers, workerExecArgv } from "./pool/exec-arguments.ts";
export { WorkerPool, type WorkerPoolOptions } from "./pool/worker-pool.ts";
export type { WireError, WireValue } from "./wire-error.ts";

registerValueCodec(createSpillCodec);
