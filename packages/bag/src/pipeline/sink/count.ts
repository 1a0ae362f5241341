import { needsNumber } from "../need.ts";
import { nothing } from "../nothing.ts";
import type { SinkKind } from "../sink.ts";

/** How many elements there are. */
export interface CountSpec {
  readonly kind: "count";
}

interface CountState {
  count: number;
}

export const count: SinkKind<CountSpec, CountState> = {
  createState: () => ({ count: 0 }),

  needs: () => needsNumber,

  takeNumber(state, number) {
    state.count += number;
  },

  interpret: (_spec, { state }) => ({
    push() {
      state.count += 1;
      return undefined;
    },
  }),

  emit(_spec, code) {
    code.line(`${code.state("count")} += 1;`);
  },

  finish: (_spec, { state: { count } }) => (count === 0 ? nothing : count),
};
