import { setImmediate } from "node:timers/promises";
import { AbortError } from "../errors.ts";
import type { Pace } from "../graph/task.ts";

const lookEveryMs = 2;
// However fast elements were so far, the next ones may be slow: no more of them than this pass unwatched, and no more
// than have been as fast just before. A look at the clock takes as long as many elements that cost next to nothing.
const longestStride = { of: 32, ofNothing: 1024 };
const nothingMs = 0.02;

/** The pace of an executor on the calling thread. */
export interface ThreadPace extends Pace {
  /** As `due`, between tasks rather than elements. */
  turnIfDue(now: number): Promise<void> | undefined;
}

/** Who else wants to know how a thread gets on. */
export interface PaceWatch {
  /** The event loop turns this often. */
  readonly turnEveryMs: number;
  /**
   * Elements took so many milliseconds since it was looked last.
   * @throws TaskMovedError to stop the task
   */
  look(elapsed: number): void;
}

// In ms. Loops in loops are left much faster where the outer one stops.
const patience = 40;

const unwatched: PaceWatch = { turnEveryMs: 20, look: () => undefined };

/**
 * Lets the event loop of this thread turn every 20 ms while tasks run on it, so that timers, sockets and abort
 * signals go on; in the middle of an element that is a list, after up to 40 ms more. The clock is looked at about every
 * 2 ms, and at every element that takes longer.
 * @param isStopped - whether the run has ended
 */
export function createPace(isStopped: () => boolean, watch: PaceWatch = unwatched): ThreadPace {
  let looked = performance.now();
  let turned = looked;
  const stopIfAsked = (): void => {
    if (isStopped()) throw new AbortError(undefined);
  };
  const turn = async (): Promise<void> => {
    await setImmediate();
    turned = looked = performance.now();
    stopIfAsked();
  };
  const pace: ThreadPace = {
    stride: 1,
    patience,
    due() {
      const now = performance.now();
      const elapsed = now - looked;
      pace.stride = nextStride(pace.stride, elapsed);
      watch.look(elapsed);
      return pace.turnIfDue(now);
    },
    turnIfDue(now) {
      stopIfAsked();
      looked = now;
      return looked - turned < watch.turnEveryMs ? undefined : turn();
    },
  };
  return pace;
}

/** @param elapsed - what the last stride took */
function nextStride(stride: number, elapsed: number): number {
  if (elapsed > lookEveryMs) return 1;
  return Math.min(2 * stride, elapsed < nothingMs ? longestStride.ofNothing : longestStride.of);
}
