import { notFrequenciesError } from "../../errors.ts";
import type { SourceKind } from "../source.ts";
import { walkTold, type ToldSpec } from "./told.ts";

/**
 * Elements, and for each how often it is there: the same one may be in several portions, and several times in one. A portion
 * in which there are none lets the loop over portions pause.
 */
export type ElementFrequencies = readonly [elements: readonly unknown[], counts: ArrayLike<number>];

/** In the place of the elements {@link ElementFrequencies}, as they are told. */
export interface TalliesSpec extends ToldSpec {
  readonly kind: "tallies";
  /** What elements, which are strings, are split by before they are counted. */
  readonly separator: string | undefined;
}

export const tallies: SourceKind<TalliesSpec> = {
  // The place of a portion is not that of an element.
  isIndexed: false,
  open: (spec, run) =>
    walkTold(spec, run, {
      name: "frequencies",
      context: { separator: spec.separator },
      make: checkPortion,
    }),
};

function checkPortion(portion: unknown): ElementFrequencies {
  const [elements, counts] = Array.isArray(portion) ? (portion as unknown[]) : [];
  if (Array.isArray(elements) && (counts as Partial<typeof elements> | undefined)?.length === elements.length)
    return portion as ElementFrequencies;
  throw notFrequenciesError(portion);
}
