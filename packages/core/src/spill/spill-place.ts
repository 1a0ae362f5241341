/** Where a result is that was written to a file: what takes its place in messages and memory. */
export interface SpillPlace {
  /** Name of the file in the run's folder. */
  readonly file: string;
  readonly start: number;
  /** Number of bytes of each of its pieces, which follow one another. */
  readonly lengths: readonly number[];
  /** The CRC-32 of all of them. */
  readonly check: number;
}

/** Bytes that are read or written in one go: Node takes no 2 GiB or more. */
export const mostAtOnce: number = 2 ** 30;

/** Whether it is that, of what can be a result of a task for a worker. */
export function isSpillPlace(value: unknown): value is SpillPlace {
  return typeof value === "object" && value !== null && "file" in value;
}

/** Number of bytes at a place. */
export function sizeOfPlace({ lengths }: SpillPlace): number {
  return lengths.length === 1 ? lengths[0]! : lengths.reduce((sum, length) => sum + length, 0);
}
