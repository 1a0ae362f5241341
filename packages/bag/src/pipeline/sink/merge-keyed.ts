import { joinColumns } from "../column.ts";
import type { KeyedElements } from "../keyed-elements.ts";
import type { SinkKind } from "../sink.ts";
import { collect, type CollectState } from "./collect.ts";

/** The {@link KeyedElements} of several partitions as those of one. */
export interface MergeKeyedSpec {
  readonly kind: "mergeKeyed";
}

export const mergeKeyed: SinkKind<MergeKeyedSpec, CollectState> = {
  ...collect,

  finish(_spec, { state }): KeyedElements {
    const parts = (state.elements ?? []) as readonly KeyedElements[];
    if (parts.length === 1) return parts[0]!;
    return {
      keys: joinColumns(parts.map(({ keys }) => keys)),
      elements: joinColumns(parts.map(({ elements }) => elements)),
    };
  },
};
