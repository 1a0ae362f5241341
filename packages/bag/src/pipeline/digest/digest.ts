import { asCentroids, mergeCentroids, noCentroids, type Centroids } from "./centroids.ts";
import { interpolate } from "./interpolate.ts";

/** Numbers whose quantiles can be told: all of them as long as they are few, then a t-digest. */
export interface Digest {
  /** The first `filled` of it are numbers that are not in `centroids`. */
  buffer: Float64Array;
  filled: number;
  centroids: Centroids;
}

/** Up to how many numbers are kept as they are. */
const exactUpTo = 10_000;

const firstLength = 64;

export function createDigest(): Digest {
  return { buffer: new Float64Array(firstLength), filled: 0, centroids: noCentroids };
}

export function addToDigest(digest: Digest, x: number): void {
  if (digest.filled === digest.buffer.length) makeRoom(digest);
  digest.buffer[digest.filled] = x;
  digest.filled += 1;
}

/** Enlarges the buffer, or empties it: when it is full. */
export function makeRoom(digest: Digest): void {
  const { buffer } = digest;
  if (buffer.length >= exactUpTo) return sumUp(digest);
  digest.buffer = new Float64Array(Math.min(2 * buffer.length, exactUpTo));
  digest.buffer.set(buffer);
}

/** Adds the numbers of another digest, which stays as it is. */
export function addDigest(digest: Digest, { buffer, filled, centroids }: Digest): void {
  if (centroids.means.length > 0) digest.centroids = mergeCentroids(digest.centroids, centroids);
  for (let i = 0; i < filled; i++) addToDigest(digest, buffer[i]!);
}

export function isEmptyDigest({ filled, centroids }: Digest): boolean {
  return filled === 0 && centroids.means.length === 0;
}

/** The same digest without the room that it has left. */
export function trimDigest({ buffer, filled, centroids }: Digest): Digest {
  return { buffer: buffer.slice(0, filled), filled, centroids };
}

/**
 * The quantiles at some places between 0 and 1, by linear interpolation between the two numbers next to each. Once NaN
 * is among the numbers, they have none but NaN.
 */
export function readQuantiles(digest: Digest, places: readonly number[]): number[] {
  if (digest.centroids.means.length > 0) sumUp(digest);
  const { means, weights } =
    digest.filled > 0 ? asCentroids(digest.buffer.slice(0, digest.filled).sort()) : digest.centroids;
  if (Number.isNaN(means.at(-1))) return places.map(() => NaN);
  const ranks = middleRanks(weights);
  return places.map((place) => {
    const rank = place * ranks.at(-1)!;
    const next = ranks.findIndex((middle) => middle >= rank);
    if (next <= 0) return means[0]!;
    const [low, high] = [ranks[next - 1]!, ranks[next]!];
    return interpolate(means[next - 1]!, means[next]!, (rank - low) / (high - low));
  });
}

function sumUp(digest: Digest): void {
  const sorted = digest.buffer.subarray(0, digest.filled).sort();
  digest.centroids = mergeCentroids(digest.centroids, asCentroids(sorted));
  digest.filled = 0;
}

/** The places of the clusters' middles among all numbers, the least of which has place 0. */
function middleRanks(weights: Float64Array): Float64Array {
  let before = 0;
  return weights.map((weight) => {
    before += weight;
    return before - (weight + 1) / 2;
  });
}
