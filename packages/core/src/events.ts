import type { TaskProgress } from "./graph/task.ts";
import type { TaskGraph } from "./graph/task-graph.ts";

/** A run as its hooks know it. */
export interface RunInfo {
  /** Counts the runs of this process from 1. */
  readonly id: number;
  /** Name of the scheduler. */
  readonly scheduler: string;
}

/** A task, as hooks are told of it. */
export interface TaskEvent {
  readonly run: RunInfo;
  /** `layer:index` */
  readonly key: string;
  readonly operation: string;
  readonly partition: number;
}

/**
 * What a run calls as it goes: dask's five callbacks, and what functions say of themselves. Each is called on the thread that called `compute`, before the
 * run goes on; what a hook throws fails the run. Hooks that are not given cost nothing.
 *
 * `start` comes before anything else, and if it was reached `finish` comes last, whatever happens in between.
 */
export interface RunHooks {
  /** The run begins; `graph` is as the collections made it. */
  start?(event: { readonly run: RunInfo; readonly graph: TaskGraph }): void;
  /** The graph was culled, fused and ordered: `total` tasks may have to run. */
  startState?(event: { readonly run: RunInfo; readonly total: number }): void;
  /** A task was handed to the executor. */
  pretask?(event: TaskEvent): void;
  /** A task ended after `elapsed` milliseconds of its own, `finished` of `total` tasks are done. */
  posttask?(
    event: TaskEvent & {
      readonly status: "finished" | "failed";
      readonly elapsed: number;
      readonly finished: number;
      readonly total: number;
    },
  ): void;
  /** A function of the user said how far it is: `context.progress(fraction)`. */
  progress?(event: TaskProgress & { readonly run: RunInfo }): void;
  /** The run ended; `error` is there when it failed or was aborted. */
  finish?(event: RunSummary & { readonly run: RunInfo; readonly error?: unknown }): void;
}

/** What can be said of a run when it has ended. */
export interface RunSummary {
  /** Milliseconds from its beginning to its end. */
  readonly elapsed: number;
  /** Number of tasks that finished. */
  readonly tasks: number;
  /** The elements left out by operations whose option `onError` says so; operations that left out none are not named. Sorted by name. */
  readonly skipped: readonly SkippedElements[];
}

/** The elements that operations of one name left out in a run. */
export interface SkippedElements {
  /** What the user called: `"map"`, `"filter"`. */
  readonly operation: string;
  readonly count: number;
}
