import { setImmediate } from "node:timers/promises";
import { AbortError } from "../errors.ts";
import type { Pace } from "../graph/task.ts";

const turnEveryMs = 20;
const lookEveryMs = 2;

/**
 * Lets the event loop of this thread turn every 20 ms while tasks run on it, so that timers, sockets and abort
 * signals go on. The clock is looked at about every 2 ms, however long an element takes.
 * @param isStopped - whether the run has ended
 */
export function createPace(isStopped: () => boolean): Pace {
  let looked = performance.now();
  let turned = looked;
  const turn = async (): Promise<void> => {
    await setImmediate();
    turned = looked = performance.now();
    stopIfAsked();
  };
  const stopIfAsked = (): void => {
    if (isStopped()) throw new AbortError(undefined);
  };
  const pace: Pace = {
    stride: 1,
    due() {
      stopIfAsked();
      const now = performance.now();
      const perElement = (now - looked) / pace.stride;
      pace.stride = Math.max(
        1,
        Math.min(2 * pace.stride, Math.floor(lookEveryMs / Math.max(perElement, 1e-6))),
      );
      looked = now;
      return now - turned < turnEveryMs ? undefined : turn();
    },
  };
  return pace;
}
