import { createDelayed, type Collection, type Delayed } from "@holdall/core";
import { lowerPartition } from "../plan/lower.ts";
import type { BagNode } from "../plan/node.ts";

/** A Delayed for each partition, whose value is the array of its elements. */
export function toDelayed(plan: BagNode): Delayed<unknown[]>[] {
  return Array.from({ length: plan.npartitions }, (_, partition) => {
    const collection: Collection = { lowerInto: (context) => lowerPartition(plan, partition, context) };
    return createDelayed(collection as Collection<unknown[]>, `partition ${partition} of ${plan.operation}`);
  });
}
