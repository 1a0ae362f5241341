import type { SourceKind } from "../source.ts";
import { walkItems, type Walk } from "../walk.ts";

/** The elements of several partitions, one after the other: slot 0 holds an array of them. */
export interface ChainSpec {
  readonly kind: "chain";
  readonly operation: string;
}

export const chain: SourceKind<ChainSpec> = {
  isIndexed: true,

  open(_spec, { inputs }) {
    const partitions = inputs[0] as readonly ArrayLike<unknown>[];
    let before = 0;
    return partitions.map((items): Walk => {
      const walk = { ...walkItems(items, 0, items.length), before };
      before += items.length;
      return walk;
    });
  },
};
