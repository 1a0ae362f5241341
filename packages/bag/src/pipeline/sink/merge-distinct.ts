import { fromColumn } from "../column.ts";
import { combineColumns, mergeColumns, type PartialColumns } from "../columns.ts";
import { nothing } from "../nothing.ts";
import type { SinkKind } from "../sink.ts";
import { collect, type CollectState } from "./collect.ts";
import type { DistinctSpec } from "./distinct.ts";

/** What comes first for each key, of all that the elements are {@link PartialColumns} of; with the keys, or without. */
export interface MergeDistinctSpec extends Pick<DistinctSpec, "keeps"> {
  readonly kind: "mergeDistinct";
  readonly result: "columns" | "values";
}

const first = (value: unknown): unknown => value;

export const mergeDistinct: SinkKind<MergeDistinctSpec, CollectState> = {
  ...collect,

  finish({ keeps, result }, { state: { elements = [] } }) {
    const parts = elements as readonly PartialColumns<unknown>[];
    if (parts.length === 0) return nothing;
    if (result === "values") return fromColumn(mergeColumns(parts, first).values);
    const columns = combineColumns(parts, first);
    return keeps === "key" ? { ...columns, values: columns.keys } : columns;
  },
};
