import type { CallArgument } from "../call-arguments.ts";
import { asParts } from "../parts.ts";
import { firstOfShare, type Shares } from "../shares.ts";
import type { SinkKind } from "../sink.ts";
import { collect, type CollectState } from "./collect.ts";

/** The elements in so many parts as the partition is to become, as even as possible. */
export interface SplitSpec {
  readonly kind: "split";
  /** How the partitions that are to come are dealt out to those that are there. */
  readonly shares: Shares;
  readonly parts: number;
  /** The index of the partition. */
  readonly args: readonly [CallArgument & { readonly kind: "broadcast" }];
}

export const split: SinkKind<SplitSpec, CollectState> = {
  ...collect,

  finish({ shares, parts, args: [{ slot }] }, { run, state: { elements = [] } }) {
    const partition = run.inputs[slot] as number;
    const among = firstOfShare(shares, partition + 1) - firstOfShare(shares, partition);
    const own = { of: elements.length, among };
    const pieces = Array.from({ length: among }, (_, i) =>
      elements.slice(firstOfShare(own, i), firstOfShare(own, i + 1)),
    );
    return asParts(pieces, parts);
  },
};
