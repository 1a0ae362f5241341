import { Readable } from "node:stream";
import { Bag, type Item } from "holdall";
import { ifilter, imap, reduce } from "itertools";
import lodash from "lodash";
import fp from "lodash/fp.js";
import type * as functions from "./functions.ts";

/** The functions of one measurement. */
export type Functions = typeof functions;

/** Where the numbers come from. */
export type Source = "array" | "typed array" | "range";

/** One way to take numbers through map, filter, map and sum. */
export interface Way {
  readonly name: string;
  readonly source: Source;
  /** Which part of the numbers it is measured on, where all would take too long. */
  readonly share?: number;
  /** @returns what is to be timed, prepared for so many numbers */
  readonly prepare: (length: number, functions: Functions) => () => number | Promise<number>;
}

const createArray = (length: number): number[] => Array.from({ length }, (_, i) => i);

/** The loop that one would write for each source, prepared for so many numbers. */
export const handLoops: Readonly<Record<Source, (length: number) => () => number>> = {
  array: (length) => {
    const numbers = createArray(length);
    return () => {
      let sum = 0;
      for (let i = 0; i < numbers.length; i++) {
        const y = 3 * numbers[i]! + 1;
        if (y % 2 === 0) sum += y / 2;
      }
      return sum;
    };
  },
  "typed array": (length) => {
    const numbers = Int32Array.from(createArray(length));
    return () => {
      let sum = 0;
      for (let i = 0; i < numbers.length; i++) {
        const y = 3 * numbers[i]! + 1;
        if (y % 2 === 0) sum += y / 2;
      }
      return sum;
    };
  },
  range: (length) => () => {
    let sum = 0;
    for (let i = 0; i < length; i++) {
      const y = 3 * i + 1;
      if (y % 2 === 0) sum += y / 2;
    }
    return sum;
  },
};

type CreateBag = (length: number) => Bag<number>;

const bags: Readonly<Record<Source, CreateBag>> = {
  array: (length) => Bag.fromSequence(createArray(length), { npartitions: 1 }),
  "typed array": (length) => Bag.fromSequence(Int32Array.from(createArray(length)), { npartitions: 1 }),
  range: (length) => Bag.range(length, { npartitions: 1 }),
};

const sumOf = (create: CreateBag, length: number, { triple, isEven, halve }: Functions): Item<number> =>
  create(length).map(triple).filter(isEven).map(halve).sum();

const holdall = (Object.entries(bags) as [Source, CreateBag][]).flatMap(([source, create]): Way[] => [
  {
    name: `holdall, ${source}, compute() on sync`,
    source,
    prepare: (length, functions) => {
      const sum = sumOf(create, length, functions);
      return () => sum.compute({ scheduler: "sync" });
    },
  },
  {
    name: `holdall, ${source}, computeSync()`,
    source,
    prepare: (length, functions) => {
      const sum = sumOf(create, length, functions);
      return () => sum.computeSync();
    },
  },
]);

const others: readonly Way[] = [
  {
    name: "array methods",
    source: "array",
    prepare: (length, { triple, isEven, halve, add }) => {
      const numbers = createArray(length);
      return () => numbers.map(triple).filter(isEven).map(halve).reduce(add, 0);
    },
  },
  {
    name: "generators",
    source: "array",
    prepare: (length, functions) => {
      const numbers = createArray(length);
      return () => {
        let sum = 0;
        for (const x of generate(numbers, functions)) sum += x;
        return sum;
      };
    },
  },
  {
    name: "itertools",
    source: "array",
    prepare: (length, { triple, isEven, halve, add }) => {
      const numbers = createArray(length);
      return () => reduce(imap(ifilter(imap(numbers, triple), isEven), halve), add, 0);
    },
  },
  {
    name: "lodash, a chain",
    source: "array",
    prepare: (length, { triple, isEven, halve }) => {
      const numbers = createArray(length);
      return () => lodash(numbers).map(triple).filter(isEven).map(halve).sum();
    },
  },
  {
    name: "lodash/fp, flow",
    source: "array",
    prepare: (length, { triple, isEven, halve }) => {
      const numbers = createArray(length);
      const sum = fp.flow(fp.map(triple), fp.filter(isEven), fp.map(halve), fp.sum);
      return () => sum(numbers);
    },
  },
  {
    name: "streams of Node",
    source: "array",
    share: 1 / 20,
    prepare: (length, { triple, isEven, halve, add }) => {
      const numbers = createArray(length);
      return () => Readable.from(numbers).map(triple).filter(isEven).map(halve).reduce(add, 0);
    },
  },
];

export const ways: readonly Way[] = [...holdall, ...others];

function generate(numbers: readonly number[], { triple, isEven, halve }: Functions): Iterable<number> {
  return mapped(filtered(mapped(numbers, triple), isEven), halve);
}

function* mapped(numbers: Iterable<number>, fn: (x: number) => number): Generator<number> {
  for (const x of numbers) yield fn(x);
}

function* filtered(numbers: Iterable<number>, fn: (x: number) => boolean): Generator<number> {
  for (const x of numbers) if (fn(x)) yield x;
}
