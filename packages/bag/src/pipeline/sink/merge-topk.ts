import { nothing } from "../nothing.ts";
import type { SinkKind } from "../sink.ts";
import { mergeRuns, type SortedRun } from "../sorted-run.ts";
import { collect, type CollectState } from "./collect.ts";

/** So many of the elements of all {@link SortedRun}s, in descending order; in the last step as an array. */
export interface MergeTopkSpec {
  readonly kind: "mergeTopk";
  readonly size: number;
  readonly isLast: boolean;
}

export const mergeTopk: SinkKind<MergeTopkSpec, CollectState> = {
  ...collect,

  finish({ size, isLast }, { state: { elements: runs = [] } }) {
    if (runs.length === 0) return nothing;
    const { kind, keys, elements } = mergeRuns(runs as readonly SortedRun[], true);
    const first = elements.slice(0, size);
    return isLast ? first : ({ kind, keys: keys.slice(0, size), elements: first } satisfies SortedRun);
  },
};
