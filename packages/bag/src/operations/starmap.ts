import { assertFunction } from "@holdall/core";
import type { UserFunction } from "../pipeline/user-call.ts";
import type { BagNode, PipeNode } from "../plan/node.ts";
import { createCallSpec } from "./call-spec.ts";
import { parseElementOptions } from "./element-options.ts";
import { createPipe } from "./pipe.ts";

/** The arguments that an element is spread to: a tuple's own, of other iterables any number of one type. */
export type Spread<E> = E extends readonly unknown[] ? E : E extends Iterable<infer U> ? U[] : never;

export function starmap(
  input: BagNode,
  fn: (...elements: never[]) => unknown,
  options: unknown = {},
): PipeNode {
  const where = "bag.starmap()";
  assertFunction(fn, "fn", where);
  const { call, args } = createCallSpec(parseElementOptions(options, where));
  return createPipe(input, { kind: "starmap", operation: "starmap", fn: fn as UserFunction, ...call }, args);
}
