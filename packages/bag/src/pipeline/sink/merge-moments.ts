import { addMoments, createMoments, readStatistic, type Moments, type Statistic } from "../moments.ts";
import { nothing } from "../nothing.ts";
import type { SinkKind } from "../sink.ts";

/** The moments of all that the elements are the {@link Moments} of, or a number told from them. */
export interface MergeMomentsSpec {
  readonly kind: "mergeMoments";
  readonly statistic: Statistic | undefined;
}

export const mergeMoments: SinkKind<MergeMomentsSpec, Moments> = {
  createState: createMoments,

  interpret: (_spec, { state }) => ({
    push(element) {
      addMoments(state, element as Moments);
      return undefined;
    },
  }),

  emit(_spec, code) {
    const state = code.constant("state", code.ownState);
    code.line(`${code.ours("addMoments", addMoments)}(${state}, ${code.element});`);
  },

  finish({ statistic }, { state }) {
    if (state.count === 0) return nothing;
    return statistic === undefined ? state : readStatistic(statistic, state);
  },
};
