import type { Pace } from "@holdall/core/task";

/** Counts elements, over all loops of one pipeline, until the event loop has to be let turn. */
export interface Pacer {
  /** Elements until `wait` is to be called. */
  budget: number;
  /** Returns a promise to await before the next element, where the event loop is to turn now. */
  wait(): Promise<undefined> | undefined;
}

export function createPacer(pace: Pace): Pacer {
  const pacer: Pacer = {
    budget: pace.stride,
    wait() {
      const turn = pace.due();
      pacer.budget = pace.stride;
      return turn as Promise<undefined> | undefined;
    },
  };
  return pacer;
}
