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
  return pace === undefined ? new FreePacer() : new PacerOf(pace);
}

class FreePacer implements Pacer {
  budget = firstBudget;
  #stride = firstBudget;

  wait(): undefined {
    this.#stride = Math.min(2 * this.#stride, longestBudget);
    this.budget = this.#stride;
  }
}

class PacerOf implements Pacer {
  budget: number;
  readonly #pace: Pace;

  constructor(pace: Pace) {
    this.budget = pace.stride;
    this.#pace = pace;
  }

  wait(): Promise<undefined> | undefined {
    const turn = this.#pace.due();
    this.budget = this.#pace.stride;
    return turn as Promise<undefined> | undefined;
  }
}
