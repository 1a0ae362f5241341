import { computeOne, computeTargets, type Collection, type RunOptions } from "@holdall/core";
import type { PersistedNode, ValueNode } from "../plan/node.ts";

/** Computes the partitions of a bag, for a plan that starts from them. */
export async function persistBag(
  bag: Collection<unknown[]>,
  options: RunOptions | undefined,
): Promise<PersistedNode> {
  const items = (await computeTargets(bag, options, "bag.persist()")) as readonly (readonly unknown[])[];
  return { kind: "persisted", operation: "persist", items, npartitions: items.length };
}

/** Computes the value of an item, for a plan that starts from it. */
export async function persistItem(item: Collection, options: RunOptions | undefined): Promise<ValueNode> {
  const value = await computeOne(item, options, "item.persist()");
  return { kind: "value", operation: "persist", value };
}
