import { nextRandom, type RandomStream } from "./random.ts";

/**
 * An element and the random number that it was drawn by. Think of one for each element: those with the smallest numbers
 * are the sample, and it does not matter where they came from or in which order partitions are combined.
 */
export interface Drawn {
  key: number;
  element: unknown;
}

/** The next number of a stream that is greater than 0, and at most 1. */
export function nextKey(stream: RandomStream): number {
  return 1 - nextRandom(stream);
}

/**
 * How many elements to pass over until the next one whose number is below a limit. As each is with the same probability,
 * none of those in between needs a number.
 *
 * @see Li, Reservoir-Sampling Algorithms of Time Complexity O(n(1 + log(N/n))), ACM TOMS 20 (1994), algorithm L
 */
export function nextSkip(stream: RandomStream, limit: number): number {
  return Math.floor(Math.log(nextKey(stream)) / Math.log1p(-limit));
}
