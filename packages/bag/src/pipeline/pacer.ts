import type { Pace } from "@holdall/core/task";

// However cheap elements were so far, the next ones may be slow, and the run must stay abortable: this many of them
// pass unwatched at most. Looking at the clock costs what one cheap element costs.
const maxStride = 32;

/** Counts elements, over all loops of one pipeline, until the event loop has to be let turn. */
export interface Pacer {
  /** Elements until `wait` is to be called. */
  budget: number;
  /** Returns a promise to await before the next element, where the event loop is to turn now. */
  wait(): Promise<undefined> | undefined;
}

export function createPacer(pace: Pace): Pacer {
  const pacer: Pacer = {
    budget: Math.min(pace.stride, maxStride),
    wait() {
      const turn = pace.due();
      pacer.budget = Math.min(pace.stride, maxStride);
      return turn as Promise<undefined> | undefined;
    },
  };
  return pacer;
}
