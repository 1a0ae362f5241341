import { interpolate } from "./interpolate.ts";

/** Numbers summed up in clusters of neighbours, in ascending order: the mean of each, and how many it stands for. */
export interface Centroids {
  readonly means: Float64Array;
  readonly weights: Float64Array;
}

export const noCentroids: Centroids = { means: new Float64Array(), weights: new Float64Array() };

export function asCentroids(sorted: Float64Array): Centroids {
  return { means: sorted, weights: new Float64Array(sorted.length).fill(1) };
}

// How fine clusters are: there are at most as many, and one at quantile q holds no more than the share
// 2 * pi / compression * sqrt(q * (1 - q)) of all numbers.
const compression = 1000;

/**
 * Merges clusters into a t-digest: neighbours are joined as long as they are no larger than their place allows, small
 * ones at both ends and larger ones in the middle. The least and the greatest number stay alone, and so are known.
 *
 * @see Dunning and Ertl, Computing Extremely Accurate Quantiles Using t-Digests (2019), algorithm 1 with scale function k1
 */
export function mergeCentroids(first: Centroids, second: Centroids): Centroids {
  const { means, weights } = inOrder(first, second);
  const total = weights.reduce((a, b) => a + b, 0);
  const last = means.length - 1;
  let [size, before, limit] = [0, 0, 0];
  for (let i = 0; i <= last; i++) {
    const mean = means[i]!;
    const weight = weights[i]!;
    const current = size === 0 ? 0 : weights[size - 1]!;
    const joined = current + weight;
    if (1 < i && i < last && before + joined <= limit && isNear(means[size - 1]!, mean)) {
      weights[size - 1] = joined;
      means[size - 1] = interpolate(means[size - 1]!, mean, weight / joined);
    } else {
      before += current;
      limit = total * largestQuantile(before / total);
      means[size] = mean;
      weights[size] = weight;
      size += 1;
    }
  }
  return { means: means.slice(0, size), weights: weights.slice(0, size) };
}

/** Up to which quantile a cluster may reach that begins at one. */
function largestQuantile(quantile: number): number {
  const angle = Math.asin(2 * quantile - 1) + (2 * Math.PI) / compression;
  return angle >= Math.PI / 2 ? 1 : (Math.sin(angle) + 1) / 2;
}

// Infinity has no mean with other numbers; NaN, which is sorted last, is none.
function isNear(a: number, b: number): boolean {
  return Object.is(a, b) || Number.isFinite(b - a);
}

function inOrder(first: Centroids, second: Centroids): Centroids {
  const length = first.means.length + second.means.length;
  const means = new Float64Array(length);
  const weights = new Float64Array(length);
  let i = 0;
  for (let at = 0; at < length; at++) {
    const j = at - i;
    const isFirst = j === second.means.length || isUpTo(first.means[i], second.means[j]!);
    means[at] = isFirst ? first.means[i]! : second.means[j]!;
    weights[at] = isFirst ? first.weights[i]! : second.weights[j]!;
    if (isFirst) i += 1;
  }
  return { means, weights };
}

function isUpTo(a: number | undefined, b: number): boolean {
  return a !== undefined && (a <= b || Number.isNaN(b));
}
