/**
 * At which element the partitions of `Bag.from` start where the first one has one element: each has a sixteenth more than the
 * one before.
 */
export const partitionStarts: readonly number[] = Array.from({ length: 255 }).reduce<number[]>(
  (starts, _, i) => [...starts, starts.at(-1)! + Math.floor((17 / 16) ** i)],
  [0],
);
