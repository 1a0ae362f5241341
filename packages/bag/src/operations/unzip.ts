import { describeValue, InvalidArgumentError } from "@holdall/core";
import type { Bag } from "../bag.ts";
import type { BagNode, PipeNode } from "../plan/node.ts";
import { createPipe } from "./pipe.ts";

/** The bags that elements of type `A` are taken apart into: of tuples, one of each type. */
export type Unzipped<A, N extends number> = number extends N
  ? Bag<ElementAt<A, N>>[]
  : BagsOf<FirstElements<A, N>>;

/** A bag for each type of a tuple. */
export type BagsOf<E extends readonly unknown[]> = { [I in keyof E]: Bag<E[I]> };

/** The first `N` types of a tuple. */
export type FirstElements<A, N extends number, E extends unknown[] = []> = E["length"] extends N
  ? E
  : FirstElements<A, N, [...E, ElementAt<A, E["length"]>]>;

/** The type at an index: `never` past the end of a tuple. */
export type ElementAt<A, I extends number> = A extends readonly unknown[]
  ? number extends A["length"] | I
    ? A[number]
    : `${I}` extends keyof A
      ? A[I]
      : never
  : never;

export function unzip(input: BagNode, n: number): PipeNode[] {
  if (!Number.isSafeInteger(n) || n < 0) {
    throw new InvalidArgumentError(
      `bag.unzip(): Expected \`n\` to be a whole number from 0 up, got ${describeValue(n)}.`,
    );
  }
  return Array.from({ length: n }, (_, key) =>
    createPipe(input, { kind: "pluck", operation: "unzip", key, fallback: undefined }),
  );
}
