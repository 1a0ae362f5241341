import { Shared, type Argument, type Layer, type Reference } from "@holdall/core";
import { runStartsTask } from "../pipeline/run-starts.ts";
import { referenceTo, type Entry } from "./entry.ts";
import { countGroups, groupOf, longestGroup, startOfGroup } from "./groups.ts";
import type { StartsNode } from "./node.ts";

/**
 * The layer that adds up how long partitions are: a task for each group of them, which goes on from what the one before
 * came to.
 */
export function createStartsLayer({ name, inputs: [input] }: Entry, node: StartsNode): Layer {
  const { operation, npartitions } = node;
  const parts = longestGroup(npartitions) + 1;
  const shared = new Shared({ parts });
  const inputs = (index: number): Reference[] => {
    const start = startOfGroup(index);
    const length = Math.min(startOfGroup(index + 1), npartitions) - start;
    const lengths = Array.from({ length }, (_, i) => ({ ...referenceTo(input!, start + i), part: 1 }));
    return index === 0 ? lengths : [...lengths, { layer: name, index: index - 1, part: 0 }];
  };
  return {
    name,
    operation,
    size: countGroups(npartitions),
    parts,
    shared: [shared],
    inputs,
    task(index) {
      const items = inputs(index).map((_, slot): Argument => ({ kind: "input", slot }));
      const before: Argument = index === 0 ? { kind: "value", value: 0 } : items.pop()!;
      const args: Argument[] = [{ kind: "shared", shared }, before, { kind: "array", items }];
      const partition = startOfGroup(index);
      return { steps: [{ fn: runStartsTask, args, operation, layer: name, index, partition }], parts };
    },
  };
}

/** Where it is found at which place a partition starts. */
export function referenceToStart({ name }: Entry, partition: number): Reference {
  const index = groupOf(partition);
  return { layer: name, index, part: partition - startOfGroup(index) + 1 };
}
