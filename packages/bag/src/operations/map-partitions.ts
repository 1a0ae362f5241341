import { assertFunction, type Collection } from "@holdall/core";
import type { Bag } from "../bag.ts";
import type { UserFunction } from "../pipeline/user-call.ts";
import type { BagNode, MapPartitionsNode } from "../plan/node.ts";
import { splitArguments, type NodeOf } from "./call-arguments.ts";
import { createCallSpec } from "./call-spec.ts";
import { partitionOptions, splitOptions } from "./element-options.ts";

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
  const { args: own, options } = splitOptions(given, partitionOptions, where);
  const { call, args } = createCallSpec(options, splitArguments(own, input, { nodeOf, where }));
  const operation = "mapPartitions";
  return {
    kind: "mapPartitions",
    operation,
    npartitions: input.npartitions,
    input,
    source: { kind: "mapPartitions", operation, fn: fn as UserFunction, ...call },
    args,
    firstPartition: 0,
  };
}
