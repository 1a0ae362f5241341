import { STOP, type Outcome } from "../push.ts";
import type { StageKind } from "../stage.ts";

/** Pushes the first `count` elements of the partition and stops what comes before it. */
export interface TakeSpec {
  readonly kind: "take";
  readonly operation: string;
  readonly count: number;
}

/** How many elements are still wanted. */
interface TakeState {
  left: number;
}

export const take: StageKind<TakeSpec, TakeState> = {
  addsNone: true,

  createState: ({ count }) => ({ left: count }),

  needs: (_spec, need) => need,

  interpret(_spec, next, { state }) {
    const goOn = (outcome: Outcome | Promise<Outcome>): Outcome | Promise<Outcome> => {
      if (state.left > 0 || outcome === STOP) return outcome;
      return outcome === undefined ? STOP : outcome.then(() => STOP);
    };
    return {
      push(element) {
        if (state.left <= 0) return STOP;
        state.left -= 1;
        return goOn(next(element));
      },
      goOn,
    };
  },

  position: { of: ({ left }) => left, set: (state, left) => void (state.left = left) },
  isDone: ({ left }) => left <= 0,

  emit(_spec, code) {
    const left = code.state("left");
    code.block(`if (${left} <= 0)`, () => code.leave({ kind: "stop" }));
    code.line(`${left} -= 1;`);
    code.next(code.element);
    code.block(`if (${left} <= 0)`, () => code.leave({ kind: "stop" }));
  },
};
