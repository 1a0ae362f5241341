import type { Bag } from "holdall";

/** An operation that finds elements of equal keys, on whole numbers from 0 up in some order. */
export interface KeyedOperation {
  /** What is to be done, in a few words. */
  readonly title: string;
  /** What one would write without a library. */
  readonly loop: (numbers: readonly number[]) => unknown[];
  readonly bag: (numbers: Bag<number>) => Bag<unknown>;
  /** How many times as long as the loop it may take, on one thread. */
  readonly limit: number;
  /** Whether results are pairs that come in an order of their own. @default false */
  readonly isShuffled?: boolean;
}

/** The name of an operation that is measured. */
export type OperationName = "groupBy" | "foldBy" | "frequencies" | "distinct" | "join";

/** How many keys there are where many elements have the same. */
export const groups = 1_000;

/** How many numbers there are in the bag that is joined. */
export const others = 100_000;

const smaller = Array.from({ length: others }, (_, i) => i);

/** The operations, by name. */
export const operations: Readonly<Record<OperationName, KeyedOperation>> = {
  groupBy: {
    title: "groupBy, 1,000 groups",
    loop(numbers) {
      const found = new Map<number, number[]>();
      for (const number of numbers) {
        const key = number % groups;
        const group = found.get(key);
        if (group === undefined) found.set(key, [number]);
        else group.push(number);
      }
      return [...found];
    },
    bag: (numbers) => numbers.groupBy((number) => number % groups),
    limit: 3,
    isShuffled: true,
  },
  foldBy: {
    title: "foldBy, 1,000 groups",
    loop(numbers) {
      const sums = new Map<number, number>();
      for (const number of numbers) {
        const key = number % groups;
        sums.set(key, (sums.get(key) ?? 0) + number);
      }
      return [...sums];
    },
    bag: (numbers) =>
      numbers.foldBy(
        (number) => number % groups,
        (sum, number) => sum + number,
        { initial: 0 },
      ),
    limit: 2,
  },
  frequencies: {
    title: "frequencies of distinct numbers",
    loop(numbers) {
      const counts = new Map<number, number>();
      for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
      return [...counts];
    },
    bag: (numbers) => numbers.frequencies(),
    limit: 2,
  },
  distinct: {
    title: "distinct of distinct numbers",
    loop: (numbers) => [...new Set(numbers)],
    bag: (numbers) => numbers.distinct(),
    limit: 2,
  },
  join: {
    title: "join with 100,000 numbers",
    loop(numbers) {
      const found = new Map<number, number[]>();
      for (const other of smaller) {
        const same = found.get(other);
        if (same === undefined) found.set(other, [other]);
        else same.push(other);
      }
      const pairs: [number, number][] = [];
      for (const number of numbers) {
        for (const other of found.get(number % others) ?? []) pairs.push([other, number]);
      }
      return pairs;
    },
    bag: (numbers) =>
      numbers.join(smaller, { onSelf: (number) => number % others, onOther: (other) => other }),
    limit: 3,
  },
};
