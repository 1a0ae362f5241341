import {
  addDescription,
  createDescription,
  summarise,
  trimDescription,
  type Description,
} from "../description.ts";
import { createMerging } from "../merging.ts";
import { nothing } from "../nothing.ts";
import type { SinkKind } from "../sink.ts";

/** The description of all that the elements are a {@link Description} of, or with `ddof` the summary for the user. */
export interface MergeDescriptionsSpec {
  readonly kind: "mergeDescriptions";
  readonly ddof: number | undefined;
}

export const mergeDescriptions: SinkKind<MergeDescriptionsSpec, Description> = createMerging({
  createState: createDescription,
  merge: addDescription,

  finish({ ddof }, description) {
    if (description.count === 0) return nothing;
    return ddof === undefined ? trimDescription(description) : summarise(description, ddof);
  },
});
