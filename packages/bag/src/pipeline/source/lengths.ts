import { notCountError } from "../../errors.ts";
import type { SourceKind } from "../source.ts";
import { walkTold, type ToldSpec } from "./told.ts";

/** In the place of the elements how many there are, in one portion after the other, as it is told. */
export interface LengthsSpec extends ToldSpec {
  readonly kind: "lengths";
}

export const lengths: SourceKind<LengthsSpec> = {
  // The place of a portion is not that of an element.
  isIndexed: false,
  open: (spec, run) => walkTold(spec, run, { name: "count", make: checkCount }),
};

function checkCount(count: unknown): number {
  if (Number.isSafeInteger(count) && (count as number) >= 0) return count as number;
  throw notCountError(count);
}
