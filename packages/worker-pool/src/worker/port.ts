import type { Transport } from "../codec.ts";
import type { FromWorker, ToWorker } from "../messages.ts";

/** The channel to the pool, as a worker sees it. */
export interface WorkerPort {
  /** @param movable - memory in the message that this worker does not need any more */
  post(message: FromWorker, movable?: readonly ArrayBuffer[]): void;
  onMessage(handler: (message: ToWorker) => void): void;
  readonly transport: Transport;
  /** How many bytes of memory this worker holds; where its pool limits that. */
  readonly memory?: (() => number) | undefined;
  /** Waits until what tasks have printed is out of this worker; nothing where there is nothing to wait for. */
  flush(): Promise<unknown> | undefined;
}
