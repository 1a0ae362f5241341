/** The middle one of numbers; of an even count the higher of the two. There has to be one. */
export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!;
}
