import type { CallSite } from "../call-site.ts";
import type { LayerCheckpoint } from "../checkpoint/checkpoints.ts";
import { GraphError } from "../errors.ts";
import { countOf, showInOneLine } from "../inspect.ts";
import { leavesOf, type Argument, type Shared, type Target, type Task, type TaskFunction } from "./task.ts";

/**
 * Many tasks of one kind, held as one object: it knows its size and can say, for an index, the task and what the
 * task reads. Nothing per task exists before it is asked for.
 */
export interface Layer {
  /** Unique in a graph; equal work has equal names, so that merging graphs shares it. */
  readonly name: string;
  /** Number of tasks. */
  readonly size: number;
  /** What the user called to get it. */
  readonly operation: string;
  /** Results of each task. */
  readonly parts: number;
  /** Every {@link Shared} that its tasks name: what has to reach a worker before any of them runs. */
  readonly shared: readonly Shared[];
  /** There where its tasks hold what cannot travel, and so run on the calling thread, whatever the executor. */
  readonly local?: LocalLayer;
  /** There where its results are stored, so that a later run need not compute them. */
  readonly checkpoint?: LayerCheckpoint | undefined;
  /**
   * Whether its tasks make calls that may take so long and no longer, and that only the end of a worker may end. @default false
   */
  readonly isTimed?: boolean;
  /** What task `index` reads, duplicates included; {@link Argument} names these by their place here, one by one. */
  inputs(index: number): readonly Target[];
  /** Makes task `index`. */
  task(index: number): Task;
  /**
   * Where the user wrote what its tasks do.
   * @param place - which of the functions of a task is meant, as `TaskContext.place` says; nothing for the task as such
   */
  callSite?(place: number | undefined): CallSite | undefined;
  /** How many elements task `index` is given, where that is known before it runs. */
  elements?(index: number): number | undefined;
  /** The run is over, however it ended, and none of its tasks is running any more: called once, on the calling thread. */
  ended?(): void;
}

/**
 * A layer whose tasks run on the calling thread. What they read only says when they may start: they are called without
 * its value. One is started when an executor has room for what comes next, so that it never is far ahead. None is tried
 * again when it has failed: what it reads may have moved on.
 */
export interface LocalLayer {
  /** The run is over, however it ended: called once, also when none of the tasks has run. The run ends after it. */
  close(): void | Promise<void>;
}

/**
 * An immutable set of layers whose tasks refer to each other by layer name and index.
 *
 * @example
 * {@includeCode ../../../../examples/snippets/src/task-graph.ts}
 */
export class TaskGraph {
  readonly layers: ReadonlyMap<string, Layer>;

  /** @throws GraphError when two different layers have one name. */
  constructor(layers: Iterable<Layer> = []) {
    const byName = new Map<string, Layer>();
    for (const layer of layers) {
      const known = byName.get(layer.name);
      if (known !== undefined && known !== layer) {
        throw new GraphError(
          `Two different layers are named "${layer.name}"; names have to be unique in a graph.`,
          [layer.name],
        );
      }
      byName.set(layer.name, layer);
    }
    this.layers = byName;
  }

  /** Number of tasks in all layers. */
  get size(): number {
    let size = 0;
    for (const layer of this.layers.values()) size += layer.size;
    return size;
  }

  static {
    showInOneLine<TaskGraph>(this.prototype, "TaskGraph", summarise);
  }
}

// Layers that are named where a graph is shown.
const mostShown = 8;

function summarise(graph: TaskGraph): string {
  const layers = [...graph.layers.values()];
  const shown = layers.slice(0, mostShown).map(({ operation, size }) => `${operation} (${size})`);
  const more = layers.length > mostShown ? [`${layers.length - mostShown} more`] : [];
  const list = layers.length === 0 ? "" : `: ${[...shown, ...more].join(", ")}`;
  return `${countOf(graph.size, "task")} in ${countOf(layers.length, "layer")}${list}`;
}

/** Whether `index` counts one of `size` things. */
export function isIndex(index: number, size: number): boolean {
  return Number.isInteger(index) && index >= 0 && index < size;
}

/** A task of one call, written by hand. */
export interface TaskCall {
  readonly fn: TaskFunction;
  readonly args: readonly Argument[];
  /** What it reads. @default nothing */
  readonly inputs?: readonly Target[];
}

/**
 * A layer of tasks that are there already, for graphs written by hand.
 * @param layer.parts - how many results each task has; default 1
 * @param layer.callSite - where the user wrote what they do
 */
export function createLayer(layer: {
  readonly name: string;
  readonly operation: string;
  readonly tasks: readonly TaskCall[];
  readonly parts?: number;
  readonly callSite?: CallSite | undefined;
}): Layer {
  const { name, operation, tasks, parts = 1, callSite } = layer;
  return {
    callSite: () => callSite,
    name,
    operation,
    size: tasks.length,
    parts,
    shared: [...new Set(tasks.flatMap((task) => task.args.flatMap(sharedOf)))],
    inputs: (index) => tasks[index]!.inputs ?? [],
    task(index) {
      const { fn, args } = tasks[index]!;
      return { steps: [{ fn, args, operation, layer: name, index, partition: index }], parts };
    },
  };
}

function sharedOf(argument: Argument): Shared[] {
  return leavesOf(argument).flatMap((leaf) => (leaf.kind === "shared" ? [leaf.shared] : []));
}
