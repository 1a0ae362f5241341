import { createQuietController } from "@holdall/core/task";

/** A batch, and the run that it is of. */
interface BatchOfRun {
  readonly batch: number;
  readonly run: number;
}

/** The signals of batches whose tasks have asked for them. */
export interface BatchSignals {
  /** The signal of a batch. */
  of(batch: BatchOfRun): AbortSignal;
  isCancelled(run: number): boolean;
  /** A run is over: tells its tasks. */
  cancel(run: number): void;
  /** The task of a batch has had its time: tells it. */
  expire(batch: number): void;
  /** A batch has ended. */
  forget(batch: number): void;
  /** No task is under way: what runs there were is of no interest any more. */
  clear(): void;
}

export function createBatchSignals(): BatchSignals {
  const asked = new Map<number, { readonly run: number; readonly controller: AbortController }>();
  const cancelled = new Set<number>();
  const expired = new Set<number>();
  return {
    of({ batch, run }) {
      const { controller } = asked.get(batch) ?? { controller: createQuietController() };
      asked.set(batch, { run, controller });
      if (cancelled.has(run) || expired.has(batch)) controller.abort();
      return controller.signal;
    },
    isCancelled: (run) => cancelled.has(run),
    cancel(run) {
      cancelled.add(run);
      for (const one of asked.values()) if (one.run === run) one.controller.abort();
    },
    expire(batch) {
      expired.add(batch); // it may ask later
      asked.get(batch)?.controller.abort();
    },
    forget(batch) {
      asked.delete(batch);
      expired.delete(batch);
    },
    clear() {
      asked.clear();
      cancelled.clear();
      expired.clear();
    },
  };
}
