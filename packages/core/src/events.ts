import type { CheckpointSummary } from "./checkpoint/checkpoints.ts";
import type { TaskGraph } from "./graph/task-graph.ts";
import type { TaskProgress } from "./graph/task.ts";

/** A run as its events and hooks know it. */
export interface RunInfo {
  /** Counts the runs of this process from 1. */
  readonly id: number;
  /** Name of the scheduler. */
  readonly scheduler: string;
}

/** A task, as events and hooks are told of it. */
export interface TaskEvent {
  readonly run: RunInfo;
  /** `layer:index` */
  readonly key: string;
  /** Name of its layer: one of those in the event `run-prepared`. */
  readonly layer: string;
  /** What the user called: `"map"`, `"sum"`, the name of a delayed function. */
  readonly operation: string;
  readonly partition: number;
  /** Tasks of one kind do the same work on different data: those of a layer, or of all calls of one delayed function. */
  readonly kind: number;
  /** How many elements it is given, where that is known before it runs: those of a list or of a range. */
  readonly elements: number | undefined;
}

/** Tasks that do the same work on different data, as the event `run-prepared` tells of them. */
export interface LayerInfo {
  readonly name: string;
  readonly operation: string;
  /** What kind of tasks it has: see {@link TaskEvent.kind}. */
  readonly kind: number;
  /** Number of its tasks that may have to run. */
  readonly size: number;
  /** Number of those that have finished: above 0 only for one who begins to listen when the run is under way. */
  readonly finished: number;
  /** Of those, how many have results of an earlier run. */
  readonly resumed: number;
  /** How many elements all of them are given, and those that have finished, where that is known. */
  readonly elements:
    { readonly total: number; readonly finished: number; readonly resumed: number } | undefined;
}

/** A worker, as events are told of it. */
export interface WorkerInfo {
  /** Number of the worker among those of its pool, counted from 1: what `context.workerId` is there. */
  readonly id: number;
  /** What messages call it: `"worker thread 3"`. */
  readonly name: string;
}

/** Something that happened in a run: one type per thing, told in the order in which they happened. */
export type EngineEvent =
  RunLifeEvent | TaskLifeEvent | TaskProgressEvent | WorkerEvent | BytesEvent | SpillEvent;

/** What all events have. */
export interface EventBase {
  readonly run: RunInfo;
  /**
   * When it happened: milliseconds on the clock of `performance.now()` of the thread that called `compute`. Add
   * `performance.timeOrigin` for the time of day.
   */
  readonly at: number;
}

/** The life of a run: `run-started` comes before all other events, `run-finished` last. */
export type RunLifeEvent = EventBase &
  (
    | {
        readonly type: "run-started";
        /** As the collections made it. */
        readonly graph: TaskGraph;
      }
    | {
        /** The graph was culled, fused and ordered: `total` tasks may have to run, of which `finished` are done. */
        readonly type: "run-prepared";
        readonly layers: readonly LayerInfo[];
        readonly total: number;
        readonly finished: number;
        /** What was found of earlier runs; there where results are stored. */
        readonly checkpoint: CheckpointSummary | undefined;
      }
    | ({
        /** The run is over; `error` is there when it failed or was aborted. */
        readonly type: "run-finished";
        readonly error?: unknown;
      } & RunSummary)
  );

/**
 * The life of a task. Each time that it is handed to the executor it is `task-queued`, then `task-started`, and then one of
 * `task-finished`, `task-failed`, `task-crashed`, `task-lost` and `task-waiting`, unless the run ends before; of a task that was
 * lost before it started there is no `task-started`. What failed may be `task-retried` and is queued again.
 */
export type TaskLifeEvent = EventBase &
  TaskEvent &
  (
    | {
        /** It was handed to the executor: it is with a worker, perhaps behind others. */
        readonly type: "task-queued";
        /** How often it has been started, this time included. */
        readonly attempt: number;
      }
    | {
        /** It runs. A worker tells how tasks ended a little later: of short ones both are told together, with the right times. */
        readonly type: "task-started";
        /** The worker that runs it; 0 for the calling thread. */
        readonly worker: number;
      }
    | ({
        readonly type: "task-finished";
        /** Number of tasks of the run that are done, of `total`. */
        readonly finished: number;
        readonly total: number;
      } & TaskTimes)
    | ({
        readonly type: "task-failed";
        readonly error: unknown;
        readonly finished: number;
        readonly total: number;
      } & TaskTimes)
    | {
        /** It failed, and is tried again after `delay` milliseconds. */
        readonly type: "task-retried";
        /** How often it has failed. */
        readonly failures: number;
        readonly delay: number;
      }
    | {
        /** Its worker died as it ran this task and no other. It runs again elsewhere, unless it has done so too often. */
        readonly type: "task-crashed";
        readonly error: unknown;
      }
    | {
        /** It did not end, through no fault of its own, and runs again. */
        readonly type: "task-lost";
      }
    | {
        /** It asked for inputs that were not computed yet, and runs again when they are there. */
        readonly type: "task-waiting";
      }
    | {
        /** Its result was there from an earlier run: it is done without having been queued. */
        readonly type: "task-resumed";
        readonly finished: number;
        readonly total: number;
      }
    | {
        /** It runs for far longer than others of its kind did. Told once each time that it runs. */
        readonly type: "task-stuck";
        readonly worker: number;
        /** Milliseconds that it has been running for. */
        readonly runningFor: number;
        /** The median of what tasks of its kind took, in milliseconds. */
        readonly usual: number;
        /** What it said last of how far it is, by `context.progress`. */
        readonly progress: TaskProgress | undefined;
      }
  );

/** When and where a task ran that has ended. */
export interface TaskTimes {
  /** The worker that ran it; 0 for the calling thread. */
  readonly worker: number;
  /** When it started, on the clock of `at`. */
  readonly started: number;
  /** Milliseconds that the task itself took. */
  readonly elapsed: number;
}

/** A function of the user said how far it is: `context.progress(fraction)`. */
export type TaskProgressEvent = EventBase & { readonly type: "task-progress" } & TaskProgress;

/** Workers that come and go during a run. Those of a pool that several runs use are told of in each. */
export type WorkerEvent = EventBase & { readonly worker: WorkerInfo } & (
    | {
        /** It is there for the tasks of this run. */
        readonly type: "worker-started";
        /** Whether it started during the run, rather than before it. */
        readonly isNew: boolean;
      }
    | {
        readonly type: "worker-died";
        readonly exitCode: number | undefined;
        readonly signal: string | undefined;
        /** Whether the pool ended it, as what it ran took too long. */
        readonly isExpected: boolean;
      }
  );

/** Data that crossed to a worker, or back. */
export type BytesEvent = EventBase & {
  readonly type: "bytes";
  readonly worker: number;
  readonly direction: "to-worker" | "from-worker";
  /** Bytes of encoded tasks, functions, constants and results. Small values, which are sent as they are, are not counted. */
  readonly bytes: number;
  /** How many tasks were sent, or ended. */
  readonly tasks: number;
};

/** Results that wait for tasks to come were written to temporary files, as `memoryLimit` was reached, or are read again. */
export type SpillEvent = EventBase & {
  readonly type: "spill";
  /** The worker that writes or reads; 0 for the calling thread. */
  readonly worker: number;
  readonly direction: "written" | "read";
  /** Bytes of encoded results. */
  readonly bytes: number;
  /** Number of results: a task of a shuffle has one for each partition that it deals elements out to. */
  readonly results: number;
};

/**
 * What a run calls as it goes: dask's five callbacks, what functions say of themselves, and all there is to tell of a run
 * (`event`). Each is called on the thread that called `compute`, before the run goes on; what a hook throws fails the run.
 * Hooks that are not given cost nothing.
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
  /** Anything happened. */
  event?(event: EngineEvent): void;
}

/** What can be said of a run when it has ended. */
export interface RunSummary {
  /** Milliseconds from its beginning to its end. */
  readonly elapsed: number;
  /** Number of tasks that finished. */
  readonly tasks: number;
  /** What was found of earlier runs; there where results are stored. */
  readonly checkpoint: CheckpointSummary | undefined;
  /** The elements left out by operations whose option `onError` says so; operations that left out none are not named. Sorted by name. */
  readonly skipped: readonly SkippedElements[];
  /** Bytes of results that were written to temporary files, as `memoryLimit` was reached. */
  readonly spilled: number;
}

/** The elements that operations of one name left out in a run. */
export interface SkippedElements {
  /** What the user called: `"map"`, `"filter"`. */
  readonly operation: string;
  readonly count: number;
}
