import type { Transferable, Worker } from "node:worker_threads";

/** Bytes of buffers in messages; what else a message holds is next to nothing where data is in buffers. */
export interface PostedBytes {
  /** To workers, in buffers that were copied: all of a buffer, however little a view shows of it. */
  readonly copied: number;
  /** To workers, in buffers that were handed over. */
  readonly moved: number;
  /** From workers; whether it was copied cannot be seen at this end. */
  readonly received: number;
}

/** What has been counted so far. */
export interface PostedCounter {
  read(): PostedBytes;
  /** Counts from 0 on. */
  reset(): void;
}

/** Counts what goes to the workers that this process starts from now on, and what comes from them. */
export function countPosted(): PostedCounter {
  let counted: PostedBytes = nothing;
  process.on("worker", (worker: Worker) => {
    const post = worker.postMessage.bind(worker);
    worker.postMessage = (message: unknown, movable: readonly Transferable[] = []) => {
      const moved = sumBytes(movable);
      // Counted before it is posted: a buffer that has been moved is empty.
      counted = {
        ...counted,
        moved: counted.moved + moved,
        copied: counted.copied + sumBytes([message]) - moved,
      };
      post(message, movable);
    };
    worker.on("message", (message: unknown) => {
      counted = { ...counted, received: counted.received + sumBytes([message]) };
    });
  });
  return { read: () => counted, reset: () => (counted = nothing) };
}

const nothing: PostedBytes = { copied: 0, moved: 0, received: 0 };

/** Sums the bytes of all buffers that can be reached, each once. Shared memory is not posted, only a reference to it. */
function sumBytes(values: readonly unknown[]): number {
  const seen = new Set<object>();
  let bytes = 0;
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    if (value instanceof ArrayBuffer) bytes += value.byteLength;
    else if (ArrayBuffer.isView(value)) visit(value.buffer);
    else if (value instanceof Map) for (const entry of value) visit(entry);
    else if (value instanceof Set) for (const element of value) visit(element);
    else for (const property of Object.values(value)) visit(property);
  };
  for (const value of values) visit(value);
  return bytes;
}
