import type { CallArgument } from "../call-arguments.ts";
import { asParts } from "../parts.ts";
import type { SinkKind } from "../sink.ts";
import { collect, type CollectState } from "./collect.ts";

/** The elements in parts, cut where partitions of `size` elements are to begin. */
export interface CutSpec {
  readonly kind: "cut";
  readonly size: number;
  readonly parts: number;
  /** The place of the first element among those of all partitions. */
  readonly args: readonly [CallArgument & { readonly kind: "broadcast" }];
}

export const cut: SinkKind<CutSpec, CollectState> = {
  ...collect,

  finish({ size, parts, args: [{ slot }] }, { run, state: { elements = [] } }) {
    const first = (run.inputs[slot] as number) % size;
    const pieces: unknown[] = [];
    for (let end = size - first; end - size < elements.length; end += size)
      pieces.push(elements.slice(Math.max(0, end - size), end));
    return asParts(pieces, parts);
  },
};
