import { packPairs } from "@holdall/core/task";
import { joinBuckets, joinElements, numberBuckets, type Bucket } from "../buckets.ts";
import { toColumn } from "../column.ts";
import { isPackable } from "../columns.ts";
import { KeyIndex } from "../key.ts";
import type { SourceKind } from "../source.ts";
import { walkItems } from "../walk.ts";

/**
 * Arrays of a key and its elements: for each bag an array of them, which is empty where it has none. The slots from 0 on
 * hold for each bag the {@link Bucket}s of its tasks, in order.
 */
export interface GroupsSpec {
  readonly kind: "groups";
  readonly operation: string;
  /** Number of bags. */
  readonly bags: number;
}

export const groups: SourceKind<GroupsSpec> = {
  isIndexed: true,

  whole({ bags }, { inputs }) {
    if (bags > 1) return undefined;
    const index = new KeyIndex();
    const numbered = numberBuckets(inputs[0] as readonly (Bucket | undefined)[], index);
    const { keys } = index;
    return packPairs({
      toPairs: () => joinBuckets(numbered).map((group, place) => [keys[place], group]),
      toColumns() {
        if (!isPackable(keys)) return undefined;
        return { keys, values: joinElements(numbered), lengths: toColumn(numbered.lengths) };
      },
    });
  },

  open({ bags }, { inputs }) {
    const index = new KeyIndex();
    const columns = Array.from({ length: bags }, (_, slot) =>
      joinBuckets(numberBuckets(inputs[slot] as readonly (Bucket | undefined)[], index)),
    );
    const { keys } = index;
    const rows = Array.from(keys, (key, place) => [key, ...columns.map((column) => column[place] ?? [])]);
    return walkItems(rows, 0, rows.length);
  },
};
