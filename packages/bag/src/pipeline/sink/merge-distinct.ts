import { fromColumn } from "../column.ts";
import { combineColumns, mergeColumns, type PartialColumns } from "../columns.ts";
import { nothing } from "../nothing.ts";
import type { SinkKind } from "../sink.ts";
import { collect, type CollectState } from "./collect.ts";
import type { DistinctSpec } from "./distinct.ts";

/** Each key of all that the elements are {@link PartialColumns} of, and the value that came with it first. */
export interface MergeDistinctSpec extends Pick<DistinctSpec, "keeps"> {
  readonly kind: "mergeDistinct";
  /** Columns to be merged with others; or, at the end, a partition: of the columns as its one element, or of the values. */
  readonly result: "columns" | "merged columns" | "values";
}

const first = (value: unknown): unknown => value;

export const mergeDistinct: SinkKind<MergeDistinctSpec, CollectState> = {
  ...collect,

  finish({ keeps, result }, { state: { elements = [] } }) {
    const parts = elements as readonly PartialColumns<unknown>[];
    if (parts.length === 0) return nothing;
    const merged = result === "columns" ? combineColumns(parts, first) : mergeColumns(parts, first);
    if (result === "values") return fromColumn(merged.values);
    const columns = keeps === "key" ? { ...merged, values: merged.keys } : merged;
    return result === "columns" ? columns : [columns];
  },
};
