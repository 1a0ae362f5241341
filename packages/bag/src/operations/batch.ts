import { describeValue, InvalidArgumentError } from "@holdall/core";
import type { BagNode, PipeNode } from "../plan/node.ts";
import { createPipe } from "./pipe.ts";

export function batch(input: BagNode, size: number): PipeNode {
  assertSize(size, "bag.batch()");
  return createPipe(input, { kind: "batch", operation: "batch", size });
}

/** @throws InvalidArgumentError unless `size` is a number of elements, at least one */
export function assertSize(size: unknown, where: string): void {
  if (Number.isSafeInteger(size) && (size as number) >= 1) return;
  throw new InvalidArgumentError(
    `${where}: Expected \`size\` to be a whole number from 1 up, got ${describeValue(size)}.`,
  );
}
