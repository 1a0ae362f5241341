import { createLayer, Shared, tokenize, type Argument, type Layer } from "@holdall/core";
import { cutRunTask, findBordersTask, type SortTaskSpec } from "../pipeline/run-sort.ts";
import { npartitionsOf, referenceTo, targetsOf, type Entry } from "./entry.ts";
import type { DivideNode } from "./node.ts";

/** The layers that cut sorted runs: a task that finds from samples of all of them where, and one for each run. */
export function createDivideLayers({ name, inputs: [runs] }: Entry, node: DivideNode): Layer[] {
  const { operation, parts, isDescending } = node;
  const shared = new Shared<SortTaskSpec>({ parts, isDescending });
  const size = npartitionsOf(runs!);
  const samples = Array.from({ length: size }, (_, slot) => ({ kind: "input", slot }) as const);
  const borders = createLayer({
    name: `${operation}-${tokenize(name, "borders")}`,
    operation,
    tasks: [
      {
        fn: findBordersTask,
        args: [
          { kind: "shared", shared },
          { kind: "array", items: samples },
        ],
        inputs: targetsOf(runs!).map((target) => ({ ...target, part: 1 })),
      },
    ],
  });
  const cuts: Layer = {
    name,
    operation,
    size,
    parts,
    shared: [shared],
    inputs: (index) => [referenceTo(runs!, index), { layer: borders.name, index: 0 }],
    task(index) {
      const args: Argument[] = [
        { kind: "shared", shared },
        { kind: "value", value: index },
        { kind: "input", slot: 0 },
        { kind: "input", slot: 1 },
      ];
      return { steps: [{ fn: cutRunTask, args, operation, layer: name, index, partition: index }], parts };
    },
  };
  return [borders, cuts];
}
