import { tooFewElementsError } from "../errors.ts";

/** What mean and variance of some numbers are made of. */
export interface Moments {
  count: number;
  /** The sum, and what was lost in rounding it: added up, they are the sum as if it had been rounded once. */
  sum: number;
  lost: number;
  /** The sum of the squares of how far each number is from the mean. */
  squares: number;
}

/** A number that is told from moments. */
export type Statistic =
  | { readonly kind: "mean" }
  | { readonly kind: "variance"; readonly ddof: number }
  | { readonly kind: "std"; readonly ddof: number };

export function createMoments(): Moments {
  return { count: 0, sum: 0, lost: 0, squares: 0 };
}

/**
 * Adds a number, by the updating formula of Youngs and Cramer, which is as stable as Welford's and does not make each
 * number wait for the division of the one before. The sum is kept with its rounding errors, as Knuth's two-sum has them.
 *
 * @see Chan, Golub and LeVeque, Algorithms for Computing the Sample Variance, The American Statistician 37 (1983), 1.3b
 */
export function addNumber(moments: Moments, x: number): void {
  moments.count += 1;
  addToSum(moments, x);
  const { count, sum, lost } = moments;
  const deviation = count * x - sum - lost;
  moments.squares += (deviation * deviation) / (count * (count - 1) || 1);
}

/** Adds the moments of other numbers, as the same authors do it for two samples. */
export function addMoments(moments: Moments, other: Moments): void {
  const count = moments.count + other.count;
  if (moments.count > 0) {
    const distance = meanOf(other) - meanOf(moments);
    moments.squares += distance * distance * ((moments.count * other.count) / count);
  }
  moments.squares += other.squares;
  moments.count = count;
  addToSum(moments, other.sum);
  moments.lost += other.lost;
}

function addToSum(moments: Moments, x: number): void {
  const { sum } = moments;
  const rounded = sum + x;
  const added = rounded - sum;
  moments.lost += sum - (rounded - added) + (x - added);
  moments.sum = rounded;
}

/** @throws RangeError when there are too few numbers for it */
export function readStatistic(statistic: Statistic, moments: Moments): number {
  switch (statistic.kind) {
    case "mean":
      return meanOf(moments);
    case "variance":
      return varianceOf(moments, statistic.ddof);
    case "std":
      return Math.sqrt(varianceOf(moments, statistic.ddof));
    default:
      return statistic satisfies never;
  }
}

// From an infinite sum nothing finite was lost.
function meanOf({ count, sum, lost }: Moments): number {
  return (Number.isFinite(sum) ? sum + lost : sum) / count;
}

function varianceOf({ count, squares }: Moments, ddof: number): number {
  if (count <= ddof) throw tooFewElementsError(count, ddof);
  return squares / (count - ddof);
}
