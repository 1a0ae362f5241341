import type { Pace } from "@holdall/core/task";

/** Counts elements, over all loops of one pipeline, until the event loop has to be let turn. */
export interface Pacer {
  /** Elements until `wait` is to be called. */
  budget: number;
  /** Returns a promise to await before the next element, where the event loop is to turn now. */
  wait(): Promise<undefined> | undefined;
  /** The same in the middle of an element: loops need not stop there as long as somebody calls `wait` soon. */
  waitWithin(): Promise<undefined> | undefined;
  /** Whether `wait` is to be called behind the element. */
  readonly isDue: boolean;
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
  readonly isDue = false;
  #stride = firstBudget;

  wait(): undefined {
    this.#stride = Math.min(2 * this.#stride, longestBudget);
    this.budget = this.#stride;
  }

  waitWithin(): undefined {
    this.wait();
  }
}

class PacerOf implements Pacer {
  budget: number;
  readonly #pace: Pace;
  /** The turn that is due, and since when it is. */
  #due: { readonly turn: Promise<undefined>; readonly since: number } | undefined;

  constructor(pace: Pace) {
    this.budget = pace.stride;
    this.#pace = pace;
  }

  get isDue(): boolean {
    return this.#due !== undefined;
  }

  wait(): Promise<undefined> | undefined {
    const turn = this.#due?.turn ?? this.#look();
    this.#due = undefined;
    return turn;
  }

  waitWithin(): Promise<undefined> | undefined {
    const { patience = 0, stride } = this.#pace;
    if (this.#due === undefined) {
      const turn = this.#look();
      if (turn === undefined || patience === 0) return turn;
      // Nobody may be there any more to hear of it.
      turn.catch(() => undefined);
      this.#due = { turn, since: performance.now() };
    } else if (performance.now() - this.#due.since > patience) return this.wait();
    else this.budget = stride;
    return undefined;
  }

  #look(): Promise<undefined> | undefined {
    const turn = this.#pace.due();
    this.budget = this.#pace.stride;
    return turn as Promise<undefined> | undefined;
  }
}
