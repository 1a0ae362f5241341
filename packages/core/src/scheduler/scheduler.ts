import type { TaskFailure } from "../errors.ts";
import type { LayerCheckpoint } from "../checkpoint/checkpoints.ts";
import type { RunHooks } from "../events.ts";
import type { TaskGraph } from "../graph/task-graph.ts";
import type { Target } from "../graph/task.ts";
import type { PartKeeper } from "../run/kept-parts.ts";
import type { RetryOptions } from "../run/retries.ts";
import type { Executor } from "./executor.ts";

/** What a scheduler is asked to run. */
export interface RunRequest extends RetryOptions {
  readonly graph: TaskGraph;
  /** The results wanted, in the order in which they are wanted. */
  readonly targets: readonly Target[];
  /** Stops the run when it fires. */
  readonly signal?: AbortSignal | undefined;
  readonly hooks?: RunHooks | undefined;
  /**
   * There where the run is to end with what it has, though tasks failed: told of each target that is not there, and of the
   * tasks that failed it, in order, before it ends. The value of such a target is `undefined`.
   * @default the run ends with the first task that fails for good
   */
  readonly onMissing?: ((target: number, errors: readonly TaskFailure[]) => void) | undefined;
  /** Whether to show how far the run is. @default as the display decides */
  readonly progress?: boolean | undefined;
  /** Whether linear chains of tasks are fused. @default true */
  readonly optimize?: boolean | undefined;
  /** Milliseconds that a task may take from when it starts to run. @default no limit */
  readonly timeout?: number | undefined;
  /** Bytes of results that may wait in memory for tasks to come, where the executor can spill them. @default no limit */
  readonly memoryLimit?: number | undefined;
  /** Where the results of all tasks are stored, and found again. @default they are not */
  readonly checkpoint?: LayerCheckpoint | undefined;
  /** Whether instances of classes that are not registered are refused. @default where tasks may run elsewhere */
  readonly strict?: boolean | undefined;
  /** Whether a signal that is to end the process ends the run first. @default true */
  readonly handleSignals?: boolean | undefined;
  /** Keeps what tasks have done before they have ended. @default nobody does */
  readonly parts?: PartKeeper | undefined;
}

/**
 * Runs task graphs. Most schedulers are an {@link Executor} given to `createScheduler`; one that hands whole graphs
 * to another system implements this.
 */
export interface Scheduler {
  readonly name: string;
  /** What runs its tasks, where it has the engine run its graphs. */
  readonly executor?: Executor;
  /** Computes all targets and returns their values in order. */
  run(request: RunRequest): Promise<readonly unknown[]>;
  /**
   * Yields the targets' values in order as they are asked for, working ahead of the reader by a few tasks only.
   * Leaving the loop cancels the rest.
   */
  stream(request: RunRequest): AsyncGenerator<unknown, void, undefined>;
}

/** Whether a value can be given as `scheduler`. */
export function isScheduler(value: unknown): value is Scheduler {
  const candidate = value as Partial<Scheduler> | null | undefined;
  return typeof candidate?.run === "function" && typeof candidate.stream === "function";
}
