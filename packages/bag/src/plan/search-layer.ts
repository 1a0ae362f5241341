import { Shared, type Argument, type Layer, type Target } from "@holdall/core";
import { runSearchTask } from "../pipeline/run-search.ts";
import { npartitionsOf, targetsOf, type Entry } from "./entry.ts";
import type { SearchNode } from "./node.ts";

/**
 * The layer of a search: a task for each group of partitions, which asks for what the next one finds only when it has
 * found nothing. The first group is of as many partitions as can be worked on at once, each further one of twice as many
 * as the one before: so none of them keeps more than a few workers waiting, and little is done in vain.
 */
export function createSearchLayer(entry: Entry, node: SearchNode, first: number): Layer {
  const { name, inputs: sources } = entry;
  const { operation, answer, otherwise } = node;
  const partials = sources[0]!;
  const npartitions = npartitionsOf(partials);
  const size = Math.ceil(Math.log2(npartitions / first + 1));
  const startOf = (group: number): number => Math.min(first * (2 ** group - 1), npartitions);
  const shared = new Shared({ answer });
  const inputs = (index: number): Target[] => {
    const own = targetsOf(partials, startOf(index), startOf(index + 1));
    return index === size - 1 ? own : [...own, { layer: name, index: index + 1, lazy: true }];
  };
  return {
    name,
    operation,
    size,
    parts: 1,
    shared: [shared],
    inputs,
    task(index) {
      const length = startOf(index + 1) - startOf(index);
      const items = Array.from({ length }, (_, slot): Argument => ({ kind: "input", slot }));
      const rest: Argument =
        index === size - 1 ? { kind: "value", value: otherwise } : { kind: "input", slot: length };
      const args: Argument[] = [{ kind: "shared", shared }, { kind: "array", items }, rest];
      return {
        steps: [{ fn: runSearchTask, args, operation, layer: name, index, partition: startOf(index) }],
        parts: 1,
      };
    },
  };
}
