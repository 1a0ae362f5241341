import type { WorkerInfo } from "../events.ts";
import type { Layer } from "../graph/task-graph.ts";
import type { Task, TaskProgress } from "../graph/task.ts";
import type { CrashedCall } from "../graph/task-call.ts";
import type { SavedTask, TaskPart } from "../graph/task-part.ts";
import type { RunSpill } from "../spill/run-spill.ts";
import type { TaskScratch } from "../spill/task-scratch.ts";

/**
 * A result as the engine knows it: opaque. To an executor on the calling thread it may be the value itself, to one with
 * workers the bytes or the place of an encoded block.
 */
export type Handle = unknown;

/** A task to run now, with the handles of its inputs; a lazy input that is not there is {@link absent}. */
export interface StartedTask {
  /** Number of the task in its run, to report its outcome with. */
  readonly id: number;
  /** Place of its layer in {@link TaskFeed.layers}: tasks of one layer do the same work. */
  readonly layer: number;
  readonly task: Task;
  /** How often it has been started, this time included, but for when it was lost. */
  readonly attempt: number;
  readonly inputs: readonly Handle[];
  /**
   * There where what it does is to be kept before it has ended: how often it saves, and what it goes on from, whose values
   * are handles. What it saves is told to {@link TaskFeed.partial}. An executor that does not look at this runs all of the task.
   */
  readonly saves?: SavedTask | undefined;
  /** Calls that have ended workers, and are not to be made again; there where outcomes told of such. */
  readonly crashedCalls?: readonly CrashedCall[] | undefined;
  /** On the calling thread, the files of a task whose late inputs are too large for memory. */
  readonly scratch?: TaskScratch | undefined;
}

/** What a worker did when it died. */
export interface CrashPlace {
  /** The call of a function of the user that was under way, as the task's own function calls it. */
  readonly call: string;
  /** Whether it is certain that the worker died of that. */
  readonly isCertain: boolean;
}

/** How a task ended. */
export type Outcome =
  | {
      readonly status: "finished";
      readonly id: number;
      /** One handle per part. */
      readonly handles: readonly Handle[];
      /** Milliseconds that the task itself took. */
      readonly elapsed: number;
      /** How many elements its operations left out, by operation: what `TaskRun` counted. */
      readonly skipped?: ReadonlyMap<string, number> | undefined;
      /** Whether an earlier run had stored what it came to. @default false */
      readonly isResumed?: boolean;
    }
  | { readonly status: "failed"; readonly id: number; readonly error: unknown; readonly elapsed: number }
  /** The task asks for lazy inputs, by slot, and is to run again when they are there. */
  | { readonly status: "missing"; readonly id: number; readonly slots: readonly number[] }
  /** The worker died while it ran this task and no other: what can be said of that is in the error. */
  | {
      readonly status: "crashed";
      readonly id: number;
      readonly error: unknown;
      /** What the worker was called in contexts. */
      readonly worker?: number | undefined;
      /** Where the task's function said what it calls, as `TaskContext.trace` asks for. */
      readonly at?: CrashPlace | undefined;
    }
  /** The task did not end, and through no fault of its own: it is to run again. */
  | { readonly status: "lost"; readonly id: number };

/** What only an executor knows, for those who listen to a run; see `EngineEvent`. */
export type ExecutorNews =
  /** A task runs since `at`, on the clock of this thread. Once for each time that it was taken; the engine says so itself where an executor does not. */
  | {
      readonly type: "task-started";
      readonly id: number;
      /** Number of the worker; 0 for the calling thread. */
      readonly worker: number;
      readonly at: number;
    }
  /** A worker is there for tasks of this run; `isNew` if it was not when the run began. */
  | { readonly type: "worker-started"; readonly worker: WorkerInfo; readonly isNew: boolean }
  /** A worker is gone; `isExpected` if the executor ended it, as what it ran took too long. */
  | {
      readonly type: "worker-died";
      readonly worker: WorkerInfo;
      readonly exitCode: number | undefined;
      readonly signal: string | undefined;
      readonly isExpected: boolean;
    }
  | {
      readonly type: "bytes";
      readonly worker: number;
      readonly direction: "to-worker" | "from-worker";
      readonly bytes: number;
      readonly tasks: number;
    }
  /** Results were written to files, as memory is short, or read again. */
  | {
      readonly type: "spill";
      /** Number of the worker; 0 for the calling thread. */
      readonly worker: number;
      readonly direction: "written" | "read";
      readonly bytes: number;
      readonly results: number;
    };

/** Where an executor gets the tasks of a run and says how they ended. */
export interface TaskFeed {
  /** Layers of the tasks to come: what they share can be made ready, or refused, before any of them runs. */
  readonly layers: readonly Layer[];
  /** Number of tasks in the run. */
  readonly size: number;
  /** Whether to refuse instances of classes that are not registered; without a wish, where tasks may run elsewhere. */
  readonly strict?: boolean | undefined;
  /**
   * Milliseconds that a task may take from when it starts to run. When they are over its signal fires; one that then
   * does not end within a second is ended, where that is possible, and fails with a TimeoutError. @default no limit
   */
  readonly timeout?: number | undefined;
  /** Where results are to wait that there is no memory for. An executor that does not look at it keeps all of them in memory. */
  readonly spill?: RunSpill | undefined;
  /** Number of tasks that can be taken now. */
  readonly ready: number;
  /** Takes up to `max` tasks, in the order in which they are best run. */
  take(max: number): readonly StartedTask[];
  /**
   * Takes up to `max` tasks to be run one after the other by one who keeps to the order: none that becomes ready when one
   * of them ends would be better run before the next.
   */
  takeInOrder(max: number): readonly StartedTask[];
  /** May be called from within `take`'s caller, at any later time, and for some tasks of a batch before others. */
  report(outcomes: readonly Outcome[]): void;
  /** Tells how far user code is; only there where somebody watches. */
  readonly progress: ((progress: TaskProgress) => void) | undefined;
  /**
   * Tells what a task has saved, as soon as it has: its value is a handle. Not there where no task is to save anything. What is
   * told of a task that has ended, or runs again elsewhere, counts for nothing.
   */
  readonly partial?: ((id: number, part: TaskPart) => void) | undefined;
  /** Tells those who listen what only the executor knows; only there where somebody does. To be asked for each time. */
  readonly tell: ((news: ExecutorNews) => void) | undefined;
  /** The executor cannot go on: ends the run with this error. */
  fail(error: unknown): void;
}

/** What an executor does for one run. */
export interface ExecutorSession {
  /** Tasks have become ready: take as many as there is room for. Called once the caller of `report` has returned. */
  wake(): void;
  /** Nobody reads these results any more. */
  release(handles: readonly Handle[]): void;
  /** A handle of a value of the calling thread, for tasks to read. @throws when it cannot be taken to where they run */
  put(value: unknown): Handle;
  /**
   * The value behind a handle, which may be released before a promise of it is fulfilled.
   * @param isLast - whether nobody reads the handle after this
   */
  fetch(handle: Handle, isLast: boolean): unknown;
  /** Tells, by `TaskFeed.tell`, of what runs now and of the workers that are there: somebody has begun to listen. */
  tellRunning?(): void;
  /**
   * The run is over. With `stopped`, what is still running is to be cancelled; the run ends when this resolves, and
   * nothing of it may be left then.
   */
  close(options: { readonly stopped: boolean }): void | Promise<void>;
}

/**
 * Runs single tasks, somewhere. The engine decides what and in which order, an executor where and how many at a
 * time. Given to `createScheduler` it becomes a scheduler.
 */
export interface Executor {
  readonly name: string;
  /** How many tasks may run at once. */
  readonly concurrency: number;
  /** About how many milliseconds pass until a first task could run here now. @default 0 */
  readonly startupMs?: number;
  /** Begins to serve a run. @throws when what the layers share cannot be taken to where they will run */
  open(feed: TaskFeed): ExecutorSession;
}
