import { STOP } from "../push.ts";
import type { StageInterpreter } from "../stage.ts";

/** Pushes the first `count` elements of the partition and stops what comes before it. */
export interface TakeSpec {
  readonly kind: "take";
  readonly operation: string;
  readonly count: number;
}

export const createTake: StageInterpreter<TakeSpec> = ({ count }, push) => {
  let left = count;
  return (element) => {
    if (left <= 0) return STOP;
    left -= 1;
    const outcome = push(element);
    if (left > 0 || outcome === STOP) return outcome;
    return outcome === undefined ? STOP : outcome.then(() => STOP);
  };
};
