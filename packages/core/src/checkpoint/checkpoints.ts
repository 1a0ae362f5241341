import { InvalidArgumentError } from "../errors.ts";
import type { GraphIndex } from "../graph/graph-index.ts";
import type { Layer } from "../graph/task-graph.ts";
import type { SaveInterval } from "../graph/task-part.ts";
import type { PartKeeper } from "../run/kept-parts.ts";

/** Where the results of a layer are stored, beyond the run. */
export interface LayerCheckpoint {
  /** Absolute path. */
  readonly directory: string;
  /** How often what a task has done is stored before it has ended. @default it is not */
  readonly every?: SaveInterval | undefined;
}

/** What a task came to, as it is stored. */
export interface StoredResult {
  /** One value per part. */
  readonly values: readonly unknown[];
  /** How many elements its operations left out, by operation. */
  readonly skipped: ReadonlyMap<string, number> | undefined;
}

/** A run, as those are told of it who store its results. */
export interface CheckpointRequest {
  /** The graph before chains are joined. */
  readonly index: GraphIndex;
  /** Where the results of a layer are stored; nothing where they are not. */
  checkpointOf(layer: Layer): LayerCheckpoint | undefined;
  /** As in `TaskFeed`. */
  readonly strict: boolean | undefined;
  /** Something could not be stored: ends the run. */
  readonly fail: (error: unknown) => void;
}

/** Stored results of the tasks of a run, and of parts of them. Tasks are named by their keys, `layer:index`. */
export interface Checkpoints extends PartKeeper {
  /** What was found when the run began. */
  readonly found: CheckpointSummary;
  /** Whether the result of a task is stored. */
  has(key: string): boolean;
  /** Whether the result of a task is to be stored. */
  isWanted(key: string): boolean;
  /** The result of a task; nothing where what was stored is damaged, and so is not there any more. */
  load(key: string): StoredResult | undefined;
  /**
   * Takes a result to be stored, as it is now.
   * @throws Error when it holds what cannot be stored
   */
  save(key: string, result: StoredResult): void;
  /** Resolves when there is room for more; nothing while there is. */
  room(): Promise<void> | undefined;
  /** Resolves when all that was taken is stored, and the directories are left to others. @throws what `fail` is told */
  close(): Promise<void>;
}

/** How a run stands to what earlier runs have stored. */
export interface CheckpointSummary {
  /** Number of tasks whose results were stored by earlier runs. */
  readonly resumed: number;
  /** Tasks that earlier runs have stored, but of other work: these are computed anew. */
  readonly changed: readonly ChangedTasks[];
}

/** Tasks of one operation that do not do what they did when an earlier run stored their results. */
export interface ChangedTasks {
  /** What the user called: `"map"`. */
  readonly operation: string;
  /** What has changed: a function, or what it captures or imports; the elements themselves; or what other tasks make of theirs. */
  readonly reason: "function" | "data" | "input";
  /** Number of tasks. */
  readonly tasks: number;
}

/**
 * Begins to store results of a run.
 * @throws Error when a directory cannot be used, or a task depends on what cannot be stored
 */
export type OpenCheckpoints = (request: CheckpointRequest) => Checkpoints;

let open: OpenCheckpoints | undefined;

/** Gives runs the means to store results: what the package `@holdall/checkpoint` does when it is imported. */
export function registerCheckpoints(openCheckpoints: OpenCheckpoints): void {
  open = openCheckpoints;
}

/** @throws InvalidArgumentError when nothing can store results here */
export function openCheckpoints(request: CheckpointRequest): Checkpoints {
  if (open === undefined) {
    throw new InvalidArgumentError(
      'Results cannot be stored: `checkpoint` needs the package @holdall/checkpoint. Add and import it, or install "holdall", which brings it.',
    );
  }
  return open(request);
}
