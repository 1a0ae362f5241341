import { keyTableOf } from "../key-table.ts";
import type { KeyedElements } from "../keyed-elements.ts";
import type { SourceKind } from "../source.ts";
import { walkItems } from "../walk.ts";

/**
 * Pairs of each element whose key no partition has seen, in their order, and `undefined`. Slot 0 holds for each partition
 * the numbers of keys that it has seen, slot 1 the {@link KeyedElements}.
 */
export interface UnmatchedSpec {
  readonly kind: "unmatched";
  readonly operation: string;
}

export const unmatched: SourceKind<UnmatchedSpec> = {
  isIndexed: true,

  open(_spec, { inputs }) {
    const [seen, keyed] = inputs as [readonly Int32Array[], KeyedElements];
    const { places, missing } = keyTableOf(keyed);
    const isSeen = new Uint8Array(missing);
    for (const some of seen) for (const place of some) isSeen[place] = 1;
    const pairs: unknown[] = [];
    for (let i = 0; i < places.length; i++)
      if (isSeen[places[i]!] === 0) pairs.push([keyed.elements[i], undefined]);
    return walkItems(pairs, 0, pairs.length);
  },
};
