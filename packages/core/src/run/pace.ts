import { setImmediate } from "node:timers/promises";
import { AbortError } from "../errors.ts";
import type { Pace } from "../graph/task.ts";

const turnEveryMs = 20;
const lookEveryMs = 2;
// However fast elements were so far, the next ones may be slow: no more of them than this pass unwatched.
const longestStride = 32;

/** The pace of an executor on the calling thread. */
export interface ThreadPace extends Pace {
  /** As `due`, between tasks rather than elements. */
  turnIfDue(): Promise<void> | undefined;
}

/**
 * Lets the event loop of this thread turn every 20 ms while tasks run on it, so that timers, sockets and abort
 * signals go on. The clock is looked at about every 2 ms, and at every element that takes longer.
 * @param isStopped - whether the run has ended
 */
export function createPace(isStopped: () => boolean): ThreadPace {
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
    due() {
      const elapsed = performance.now() - looked;
      pace.stride = elapsed > lookEveryMs ? 1 : Math.min(2 * pace.stride, longestStride);
      return pace.turnIfDue();
    },
    turnIfDue() {
      stopIfAsked();
      looked = performance.now();
      return looked - turned < turnEveryMs ? undefined : turn();
    },
  };
  return pace;
}
