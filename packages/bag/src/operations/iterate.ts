import { streamOne, type Collection, type RunOptions } from "@holdall/core";

/**
 * Yields the elements of a bag as its partitions are computed.
 * @throws InvalidArgumentError at once, for bad options
 */
export function iterate<T>(
  bag: Collection<T[]>,
  options: RunOptions | undefined,
  where: string,
): AsyncGenerator<T, void, undefined> {
  return yieldElements(streamOne(bag, options, where) as AsyncGenerator<readonly T[], void, undefined>);
}

async function* yieldElements<T>(
  partitions: AsyncGenerator<readonly T[], void, undefined>,
): AsyncGenerator<T, void, undefined> {
  for await (const partition of partitions) yield* partition;
}
