import { notIterableError } from "../../errors.ts";
import type { SourceKind } from "../source.ts";
import { walkElements } from "../walk.ts";

/** The elements of the partition in slot 0: an array, a typed array, or anything iterable that a delayed gave. */
export interface ElementsSpec {
  readonly kind: "elements";
  readonly operation: string;
}

export const elements: SourceKind<ElementsSpec> = {
  isIndexed: true,

  open(_spec, { inputs: [partition] }) {
    const walk = walkElements(partition);
    if (walk === undefined) throw notIterableError("the partition", partition);
    return walk;
  },
};
