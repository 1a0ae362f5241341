import type { SourceKind } from "../source.ts";
import { walkRange } from "../walk.ts";

/** Numbers made on the spot; slot 0 holds the first of the partition and how many there are. */
export interface RangeSpec {
  readonly kind: "range";
  readonly operation: string;
  readonly step: number;
}

export const range: SourceKind<RangeSpec> = {
  isIndexed: true,
  walk: "range",

  open({ step }, { inputs }) {
    const [start, length] = inputs[0] as readonly [number, number];
    return walkRange(start, step, length);
  },
};
