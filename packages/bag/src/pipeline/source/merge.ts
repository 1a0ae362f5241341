import type { SourceKind } from "../source.ts";
import { mergeRuns, type SortedRun } from "../sorted-run.ts";
import { walkItems } from "../walk.ts";

/** The elements of sorted runs, merged: slot 0 holds an array of {@link SortedRun}s. */
export interface MergeSpec {
  readonly kind: "merge";
  readonly operation: string;
  readonly isDescending: boolean;
}

export const merge: SourceKind<MergeSpec> = {
  isIndexed: true,

  open({ isDescending }, { inputs }) {
    const { elements } = mergeRuns(inputs[0] as readonly SortedRun[], isDescending);
    return walkItems(elements, 0, elements.length);
  },
};
