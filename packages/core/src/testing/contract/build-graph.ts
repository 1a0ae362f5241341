import { moduleFunction } from "../../graph/module-function.ts";
import { createLayer, TaskGraph } from "../../graph/task-graph.ts";
import type { Argument, Reference, TaskFunction } from "../../graph/task.ts";

/** Layers of one task each, by their names. */
export interface TaskTable {
  readonly [layer: string]: {
    readonly call: TaskFunction["call"];
    readonly args?: readonly unknown[];
    readonly inputs?: readonly Reference[];
    readonly parts?: number;
  };
}

/** Where workers find the functions of tasks. */
export const tasksModule: string = import.meta.resolve("@holdall/core/testing/tasks");

export function buildGraph(table: TaskTable): TaskGraph {
  const layers = Object.entries(table).map(([name, { call, args = [], inputs = [], parts = 1 }]) => {
    const values = args.map((value): Argument => ({ kind: "value", value }));
    const reads = inputs.map((_, slot): Argument => ({ kind: "input", slot }));
    const task = {
      fn: moduleFunction(tasksModule, { [call.name]: call }),
      args: [...values, ...reads],
      inputs,
    };
    return createLayer({ name, operation: name, tasks: [task], parts });
  });
  return new TaskGraph(layers);
}

/** The result of a layer of one task. */
export function refer(layer: string): Reference {
  return { layer, index: 0 };
}
