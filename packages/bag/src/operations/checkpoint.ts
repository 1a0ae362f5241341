import { resolveCheckpoint, type CheckpointInterval } from "@holdall/core";
import type { BagNode, CheckpointNode } from "../plan/node.ts";

/** Options of `checkpoint`. */
export interface StoreOptions {
  /** How often partitions are stored that are not finished. @default they are not */
  readonly every?: CheckpointInterval | undefined;
}

export function checkpoint(input: BagNode, directory: unknown, options: object): CheckpointNode {
  const checkpoint = resolveCheckpoint({ ...options, directory: directory as string }, "bag.checkpoint()");
  return { kind: "checkpoint", operation: "checkpoint", npartitions: input.npartitions, input, checkpoint };
}
