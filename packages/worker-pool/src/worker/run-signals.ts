import { createQuietController } from "@holdall/core/task";

/** The signals of runs that tasks in this worker have asked for. */
export interface RunSignals {
  /** The signal of a run. */
  of(run: number): AbortSignal;
  isCancelled(run: number): boolean;
  cancel(run: number): void;
  /** No task is under way: what runs there were is of no interest any more. */
  clear(): void;
}

export function createRunSignals(): RunSignals {
  const controllers = new Map<number, AbortController>();
  const cancelled = new Set<number>();
  return {
    of(run) {
      const controller = controllers.get(run) ?? createQuietController();
      controllers.set(run, controller);
      if (cancelled.has(run)) controller.abort();
      return controller.signal;
    },
    isCancelled: (run) => cancelled.has(run),
    cancel(run) {
      cancelled.add(run);
      controllers.get(run)?.abort();
    },
    clear() {
      controllers.clear();
      cancelled.clear();
    },
  };
}
