import type { Pace } from "@holdall/core/task";

/** Counts elements, over all loops of one pipeline, until the event loop has to be let turn. */
export interface Pacer {
  /** Elements until `wait` is to be called. */
  budget: number;
  /** Returns a promise to await before the next element, where the event loop is to turn now. */
  wait(): Promise<undefined> | undefined;
}

// Where nothing else waits for the thread. A generated loop is left and called again as often as that, and more often
// in the beginning: V8 makes good code of what it has seen end several times, and of a loop that it has not seen end,
// code that it has to make again.
const [firstBudget, longestBudget] = [32, 4096];

/** @param pace - not there on threads that have nothing else to do */
export function createPacer(pace: Pace | undefined): Pacer {
  return pace === undefined ? createFreePacer() : createPacerOf(pace);
}

function createFreePacer(): Pacer {
  let stride = firstBudget;
  const pacer: Pacer = {
    budget: stride,
    wait() {
      stride = Math.min(2 * stride, longestBudget);
      pacer.budget = stride;
      return undefined;
    },
  };
  return pacer;
}

function createPacerOf(pace: Pace): Pacer {
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
