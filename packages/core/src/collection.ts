import { TaskGraph, type Layer } from "./graph/task-graph.ts";
import type { Target, TaskFunction } from "./graph/task.ts";
import { passesOf, type Passes } from "./passes.ts";

/**
 * Something lazy that {@link compute} can compute: a Bag, an Item, a Delayed, or a collection written elsewhere.
 * @typeParam T - what it computes to
 */
export interface Collection<T = unknown> {
  /** Adds its layers to the graph and says which results make up its value. Runs no user code. */
  lowerInto(context: LowerContext): Lowered<T>;
}

/**
 * A collection whose value is made of partitions, and which has a value too, a smaller one, where some of them are
 * missing. What it is lowered to has one target for each, and says {@link Lowered.isPartitioned}.
 */
export interface PartitionedCollection<T = unknown> extends Collection<T> {
  /** Number of partitions. */
  readonly npartitions: number;
}

/** The results that make up the value of a collection. */
export interface Lowered<T = unknown> {
  readonly targets: readonly Target[];
  /**
   * Makes the value of an array of the targets' values: on the calling thread, or in a task that reads it.
   * Must neither keep nor change the array.
   */
  readonly gather: TaskFunction & {
    /** Called with the array of values. */
    readonly call: (context: never, values: never) => T;
  };
  /** Whether a value can be made of some of the targets as well. @default false */
  readonly isPartitioned?: boolean;
}

/** The graph under construction while collections are lowered: one for all collections of a `compute` call. */
export class LowerContext {
  /** What collections are to do to make their plans cheaper. */
  readonly passes: Passes;
  /** How many tasks may run at once: work that may turn out not to be needed is best done so many at a time. */
  readonly concurrency: number;
  readonly #layers = new Map<string, Layer>();
  readonly #later: (() => void)[] = [];
  readonly #memos = new Map<unknown, unknown>();

  /**
   * @param optimize - which passes are made; default all
   * @param concurrency - how many tasks the scheduler runs at once; default 1
   */
  constructor(optimize: boolean | Partial<Passes> = true, concurrency = 1) {
    this.passes = passesOf(optimize);
    this.concurrency = concurrency;
  }

  /** Adds a layer, unless one of this name, which then is equal work, is there already. */
  add(layer: Layer): void {
    if (!this.#layers.has(layer.name)) this.#layers.set(layer.name, layer);
  }

  /** Whether there is a layer of this name. */
  has(name: string): boolean {
    return this.#layers.has(name);
  }

  /** Puts work off until the caller has returned: so a chain of ten thousand collections needs no deep stack. */
  later(action: () => void): void {
    this.#later.push(action);
  }

  /** Does what was put off, and what that puts off. */
  finish(): TaskGraph {
    for (let action = this.#later.pop(); action !== undefined; action = this.#later.pop()) action();
    return new TaskGraph(this.#layers.values());
  }

  /** What belongs to `owner` during this lowering, made at first use: memos of plan nodes, counters for names. */
  memo<T>(owner: unknown, make: () => T): T {
    if (!this.#memos.has(owner)) this.#memos.set(owner, make());
    return this.#memos.get(owner) as T;
  }
}

/** Whether a value is something {@link compute} computes, rather than plain data. */
export function isCollection(value: unknown): value is Collection {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof (value as Partial<Collection>).lowerInto === "function"
  );
}
