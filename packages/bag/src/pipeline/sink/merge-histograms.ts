import type { Histogram } from "../bins.ts";
import { createMerging } from "../merging.ts";
import { nothing } from "../nothing.ts";
import type { SinkKind } from "../sink.ts";

/** The histogram of all that the elements are the {@link Histogram} of, all over the same bins. */
export interface MergeHistogramsSpec {
  readonly kind: "mergeHistograms";
}

export const mergeHistograms: SinkKind<MergeHistogramsSpec, Histogram> = createMerging({
  createState: (): Histogram => ({ edges: [], counts: [] }),

  merge({ edges, counts }, other) {
    other.edges.forEach((edge, i) => (edges[i] = edge));
    other.counts.forEach((count, i) => (counts[i] = (counts[i] ?? 0) + count));
  },

  finish: (_spec, histogram) => (histogram.counts.length === 0 ? nothing : histogram),
});
