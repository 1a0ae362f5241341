import type { SourceKind } from "../source.ts";
import { walkTold, type ToldSpec } from "./told.ts";

/** In the place of each element one of the length that is told. */
export interface LengthsSpec extends ToldSpec {
  readonly kind: "lengths";
}

export const lengths: SourceKind<LengthsSpec> = {
  isIndexed: true,
  open: (spec, run) => walkTold(spec, run, { name: "count", make: (count) => ofLength(count as number) }),
};

let zeros = new Uint8Array(2 ** 12);

/** A list of so many elements, which nobody looks at. */
function ofLength(count: number): Uint8Array {
  if (zeros.length < count) zeros = new Uint8Array(2 * count);
  return zeros.subarray(0, count);
}
