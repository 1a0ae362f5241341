import { assertFunction, describeValue, InvalidArgumentError, type Collection } from "@holdall/core";
import type { Bag } from "../bag.ts";
import type { UserFunction } from "../pipeline/user-call.ts";
import type { BagNode, PipeNode } from "../plan/node.ts";
import { splitArguments, type NodeOf } from "./call-arguments.ts";
import { createCallSpec } from "./call-spec.ts";
import { elementOptions, splitOptions } from "./element-options.ts";
import { createPipe } from "./pipe.ts";

/** What a function gets per element for the arguments after it: an element of a bag, the value of an item. */
export type ElementArguments<A extends readonly unknown[]> = {
  [K in keyof A]: A[K] extends Bag<infer T> ? T : A[K] extends Collection<infer T> ? T : A[K];
};

/** What elements become when a function returns `R`: promises are awaited, generators read into arrays. */
export type Mapped<R> =
  Awaited<R> extends infer V ? (V extends Generator<infer T> | AsyncGenerator<infer T> ? T[] : V) : never;

/** One call of `map`. */
export interface MapCall {
  readonly fn: (...args: never[]) => unknown;
  readonly args: readonly unknown[];
  readonly nodeOf: NodeOf;
  readonly where: string;
}

export function map(input: BagNode, { fn, args: given, nodeOf, where }: MapCall): PipeNode {
  assertFunction(fn, "fn", where);
  const { args: own, options } = splitOptions(given, elementOptions, where);
  const { call, args } = createCallSpec(options, splitArguments(own, input, { nodeOf, where }));
  return createPipe(input, { kind: "map", operation: "map", fn: fn as UserFunction, ...call }, args);
}

/** `Bag.map(fn, first, ...others)` */
export function mapBags(call: MapCall): PipeNode {
  const { fn, args, nodeOf, where } = call;
  assertFunction(fn, "fn", where);
  const [first, ...others] = args;
  const input = nodeOf(first);
  if (input === undefined) {
    throw new InvalidArgumentError(
      `${where}: Expected at least one Bag after the function, got ${args.length === 0 ? "nothing" : describeValue(first)}.`,
    );
  }
  return map(input, { ...call, args: others });
}
