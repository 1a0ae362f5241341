import { noBinsError } from "../../errors.ts";
import { evenEdges } from "../bins.ts";
import { createMerging } from "../merging.ts";
import { nothing } from "../nothing.ts";
import type { SinkKind } from "../sink.ts";
import { createExtent, isEmptyExtent, type Extent } from "./extent.ts";

/** How far all those reach that the elements are the {@link Extent} of, or the edges of bins that cover it. */
export interface MergeExtentsSpec {
  readonly kind: "mergeExtents";
  readonly bins: number | undefined;
}

export const mergeExtents: SinkKind<MergeExtentsSpec, Extent> = createMerging({
  createState: createExtent,

  merge(extent, { low, high }) {
    extent.low = Math.min(extent.low, low);
    extent.high = Math.max(extent.high, high);
  },

  finish({ bins }, extent) {
    if (isEmptyExtent(extent)) return nothing;
    if (bins === undefined) return extent;
    const edges = evenEdges(bins, extent.low, extent.high);
    if (edges === undefined) throw noBinsError(bins, extent);
    return edges;
  },
});
