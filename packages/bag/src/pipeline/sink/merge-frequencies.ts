import { combineColumns, entriesOf, mergeColumns, packEntries, type PartialColumns } from "../columns.ts";
import { nothing } from "../nothing.ts";
import type { SinkKind } from "../sink.ts";
import { collect, type CollectState } from "./collect.ts";

/** The counts of all that the elements are {@link PartialColumns} of. */
export interface MergeFrequenciesSpec {
  readonly kind: "mergeFrequencies";
  readonly result: "columns" | "entries" | "sorted entries";
}

const add = (a: number, b: number): number => a + b;

export const mergeFrequencies: SinkKind<MergeFrequenciesSpec, CollectState> = {
  ...collect,

  finish({ result }, { state: { elements = [] } }) {
    const parts = elements as readonly PartialColumns<number>[];
    if (parts.length === 0) return nothing;
    if (result === "columns") return combineColumns(parts, add);
    const merged = mergeColumns(parts, add);
    if (result === "entries") return packEntries(merged);
    return (entriesOf(merged) as [unknown, number][]).sort(([, a], [, b]) => b - a);
  },
};
