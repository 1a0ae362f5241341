import { fromNumbers, type Numbers } from "../numbers.ts";

/** What pairs hold, as columns. */
export interface PairColumns {
  /** Primitives. */
  readonly keys: ArrayLike<unknown>;
  /** By place of the key, primitives; or, where there are lengths, the elements of one array after those of another. */
  readonly values: ArrayLike<unknown>;
  /** By place of the key, where values are arrays: how many elements each has. */
  readonly lengths: ArrayLike<number> | undefined;
}

/** Pairs that are still to be made. */
export interface PairSource {
  /** Makes the pairs. */
  readonly toPairs: () => unknown[];
  /** Makes columns of the same; nothing where that cannot be. */
  readonly toColumns: () => PairColumns | undefined;
}

// Registered, as code that was bundled for workers has a copy of this module.
const packedPairs: unique symbol = Symbol.for("holdall.packedPairs");

/** Returned by a task in the place of an array of pairs, which is made where it is read: columns cost much less to send. */
export interface PackedPairs {
  readonly [packedPairs]: PairSource;
}

/** Makes the result of a task that stands for an array of pairs. */
export function packPairs(source: PairSource): PackedPairs {
  return { [packedPairs]: source };
}

/** What a result was made of by {@link packPairs}; nothing for any other. */
export function packedSource(result: unknown): PairSource | undefined {
  return typeof result === "object" && result !== null
    ? (result as Partial<PackedPairs>)[packedPairs]
    : undefined;
}

/** What a result of a task stands for: that itself, but for one that was made by {@link packPairs}. */
export function unpacked(result: unknown): unknown {
  const source = packedSource(result);
  return source === undefined ? result : source.toPairs();
}

/** Makes the pairs that columns are of. */
export function pairsOf({ keys, values, lengths }: PairColumns): [unknown, unknown][] {
  const pairs = new Array<[unknown, unknown]>(keys.length);
  if (lengths === undefined) {
    for (let i = 0; i < pairs.length; i++) pairs[i] = [keys[i], values[i]];
    return pairs;
  }
  for (let i = 0, start = 0; i < pairs.length; i++) {
    const end = start + lengths[i]!;
    pairs[i] = [
      keys[i],
      Array.isArray(values) ? values.slice(start, end) : fromNumbers(values as Numbers, start, end),
    ];
    start = end;
  }
  return pairs;
}
