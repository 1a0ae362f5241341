import { addDigest, createDigest, readQuantiles, trimDigest, type Digest } from "./digest/digest.ts";
import { addMoments, createMoments, readStatistic, type Moments } from "./moments.ts";

/** All that `describe` tells of some numbers. */
export interface Description extends Moments, Digest {}

/** What some numbers are like. */
export interface Summary {
  readonly count: number;
  readonly mean: number;
  /** The standard deviation. */
  readonly std: number;
  readonly min: number;
  /** The quartiles: a quarter, a half and three quarters of the numbers are no greater. */
  readonly q25: number;
  readonly median: number;
  readonly q75: number;
  readonly max: number;
}

export function createDescription(): Description {
  return { ...createMoments(), ...createDigest() };
}

export function addDescription(description: Description, other: Description): void {
  addMoments(description, other);
  addDigest(description, other);
}

export function trimDescription(description: Description): Description {
  const { count, sum, lost, squares } = description;
  return { count, sum, lost, squares, ...trimDigest(description) };
}

/** @throws RangeError when there are no more than `ddof` numbers */
export function summarise(description: Description, ddof: number): Summary {
  const [min, q25, median, q75, max] = readQuantiles(description, [0, 0.25, 0.5, 0.75, 1]) as Five;
  return {
    count: description.count,
    mean: readStatistic({ kind: "mean" }, description),
    std: readStatistic({ kind: "std", ddof }, description),
    min,
    q25,
    median,
    q75,
    max,
  };
}

type Five = [number, number, number, number, number];
