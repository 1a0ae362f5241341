import type { BagNode, PipeNode } from "../plan/node.ts";
import { createPipe } from "./pipe.ts";

/** The elements of elements: of a union, those of all its types. */
export type Flattened<T> = T extends Iterable<infer U> | AsyncIterable<infer U> ? U : never;

export function flatten(input: BagNode): PipeNode {
  return createPipe(input, { kind: "flatten", operation: "flatten" });
}
