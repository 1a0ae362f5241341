import { Shared, tokenize, type Argument, type Layer, type Reference } from "@holdall/core";
import { gatherPartitionsTask } from "../pipeline/gather.ts";
import { runTakeTask } from "../pipeline/run-take.ts";
import { referenceTo, type Entry } from "./entry.ts";
import { createGatherLayer } from "./gather.ts";
import type { TakeNode } from "./node.ts";

// How many partitions one task looks at: it starts anew for each one it asks for.
const groupSize = 32;

/**
 * The layers of `take`: tasks that each walk a group of partitions, one after the other, and compute a partition only
 * when the ones before had too few elements; then one that joins what they found.
 */
export function createTakeLayers(entry: Entry, node: TakeNode): Layer[] {
  const size = Math.ceil(node.within / groupSize);
  if (size === 1) return [createGroups(entry.name, entry, node)];
  const groups = createGroups(`take-${tokenize(entry.name, "groups")}`, entry, node);
  const targets = [{ layer: groups.name, index: 0, count: size }];
  return [groups, createGatherLayer(entry.name, node.operation, { targets, gather: gatherPartitionsTask })];
}

function createGroups(name: string, entry: Entry, { operation, count, within }: TakeNode): Layer {
  const shared = new Shared({ count });
  const inputs = (index: number): Reference[] => {
    const start = index * groupSize;
    const length = Math.min(groupSize, within - start);
    const references = Array.from({ length }, (_, i): Reference => {
      const isFirst = start + i === 0 && count > 0;
      return { ...referenceTo(entry.inputs[0]!, start + i), lazy: !isFirst };
    });
    return index === 0 ? references : [...references, { layer: name, index: index - 1, part: 1 }];
  };
  return {
    name,
    operation,
    size: Math.ceil(within / groupSize),
    parts: 2,
    shared: [shared],
    inputs,
    task(index) {
      const slots = inputs(index).map((_, slot): Argument => ({ kind: "input", slot }));
      const found: Argument = index === 0 ? { kind: "value", value: 0 } : slots.pop()!;
      const args: Argument[] = [{ kind: "shared", shared }, found, { kind: "array", items: slots }];
      return {
        steps: [{ fn: runTakeTask, args, operation, layer: name, index, partition: index }],
        parts: 2,
      };
    },
  };
}
