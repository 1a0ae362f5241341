import { largeSampleError } from "../../errors.ts";
import { createMerging } from "../merging.ts";
import { nothing } from "../nothing.ts";
import type { SinkKind } from "../sink.ts";
import { byKey, type Sample } from "./sample.ts";

/** The sample of all that the elements are the {@link Sample} of; in the last step as the array of its elements. */
export interface MergeSamplesSpec {
  readonly kind: "mergeSamples";
  readonly size: number;
  readonly isLast: boolean;
}

export const mergeSamples: SinkKind<MergeSamplesSpec, Sample> = createMerging({
  createState: (): Sample => ({ drawn: [] }),

  merge(sample, { drawn }) {
    sample.drawn = sample.drawn.concat(drawn).sort(byKey);
  },

  finish({ size, isLast }, { drawn }) {
    if (!isLast) return drawn.length === 0 ? nothing : { drawn: drawn.slice(0, size) };
    if (drawn.length < size) throw largeSampleError(size, drawn.length);
    return drawn.slice(0, size).map(({ element }) => element);
  },
});
