import { createMerging } from "../merging.ts";
import { addMoments, createMoments, readStatistic, type Moments, type Statistic } from "../moments.ts";
import { nothing } from "../nothing.ts";
import type { SinkKind } from "../sink.ts";

/** The moments of all that the elements are the {@link Moments} of, or a number told from them. */
export interface MergeMomentsSpec {
  readonly kind: "mergeMoments";
  readonly statistic: Statistic | undefined;
}

export const mergeMoments: SinkKind<MergeMomentsSpec, Moments> = createMerging({
  createState: createMoments,
  merge: addMoments,

  finish({ statistic }, moments) {
    if (moments.count === 0) return nothing;
    return statistic === undefined ? moments : readStatistic(statistic, moments);
  },
});
