import type { SourceKind } from "../source.ts";
import { walkRange } from "../walk.ts";

/** Elements of which nothing is needed but how many they are, which slot 0 holds. */
export interface NumberSpec {
  readonly kind: "number";
  readonly operation: string;
}

export const number: SourceKind<NumberSpec> = {
  isIndexed: true,
  walk: "range",

  open: (_spec, { inputs }) => walkRange(0, 1, inputs[0] as number),
};
