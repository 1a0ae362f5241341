import { assertFunction, type Collection } from "@holdall/core";
import type { Bag } from "../bag.ts";
import type { UserFunction } from "../pipeline/user-call.ts";
import type { BagNode, MapPartitionsNode } from "../plan/node.ts";
import { splitArguments, type NodeOf } from "./call-arguments.ts";

/** What a function gets per partition for the arguments after it: a partition of a bag, the value of an item. */
export type PartitionArguments<A extends readonly unknown[]> = {
  [K in keyof A]: A[K] extends Bag<infer T> ? T[] : A[K] extends Collection<infer T> ? T : A[K];
};

/** Elements in whatever form a function returns them. */
export type Elements<T> = Iterable<T> | AsyncIterable<T> | PromiseLike<Iterable<T> | AsyncIterable<T>>;

/** One call of `mapPartitions`. */
export interface MapPartitionsCall {
  readonly fn: (...args: never[]) => unknown;
  readonly args: readonly unknown[];
  readonly nodeOf: NodeOf;
}

export function mapPartitions(
  input: BagNode,
  { fn, args: given, nodeOf }: MapPartitionsCall,
): MapPartitionsNode {
  const where = "bag.mapPartitions()";
  assertFunction(fn, "fn", where);
  const { callArguments, args } = splitArguments(given, input, { nodeOf, where });
  return {
    kind: "mapPartitions",
    operation: "mapPartitions",
    npartitions: input.npartitions,
    input,
    fn: fn as UserFunction,
    callArguments,
    args,
    firstPartition: 0,
  };
}
