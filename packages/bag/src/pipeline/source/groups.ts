import { joinBuckets, type Bucket } from "../buckets.ts";
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

  open({ bags }, { inputs }) {
    const index = new KeyIndex();
    const columns = Array.from({ length: bags }, (_, slot) =>
      joinBuckets(inputs[slot] as readonly Bucket[], index),
    );
    const { keys } = index;
    const rows = Array.from(keys, (key, place) => [key, ...columns.map((column) => column[place] ?? [])]);
    return walkItems(rows, 0, rows.length);
  },
};
