import type { SaveInterval, TaskPart } from "../graph/task-part.ts";
import type { ExecutorSession, Handle, Outcome, StartedTask } from "../scheduler/executor.ts";

/** Keeps, for later runs, what tasks have done before they have ended. What it throws ends the run. */
export interface PartKeeper {
  /**
   * How often a task saves what it has done; nothing for one that is not to. Asked whenever the task starts.
   * @param key - `layer:index`
   */
  every(key: string): SaveInterval | undefined;
  /** What a task saved in earlier runs, in order; values are arrays of elements. Asked when it starts for the first time. */
  resume(key: string): readonly TaskPart[];
  /**
   * A task has saved what it has done since the part before.
   * @param part - its value is an array of elements, or a promise of one: on the calling thread of the very elements, which
   * tasks to come may change, so that they are to be encoded at once
   */
  keep(key: string, part: TaskPart): void;
}

/** What is known of a task that saves what it does. */
interface SavingTask {
  readonly key: string;
  /** Whether that is kept for later runs. */
  readonly isKept: boolean;
  /** Their values are handles. */
  readonly parts: TaskPart[];
}

// What is done again when a worker dies of a task once more, and what it costs to save that.
const crashedEveryMs = 100;

type Values = Pick<ExecutorSession, "put" | "fetch">;

/** What the tasks of a run have saved: one that is started again goes on from there. */
export class KeptParts {
  readonly #keeper: PartKeeper | undefined;
  readonly #keyOf: (id: number) => string;
  readonly #tasks = new Map<number, SavingTask>();
  /** Tasks that a worker died of. */
  readonly #crashed = new Set<number>();

  constructor(keeper: PartKeeper | undefined, keyOf: (id: number) => string) {
    this.#keeper = keeper;
    this.#keyOf = keyOf;
  }

  /** Tasks as they are to be started. */
  toStart(tasks: readonly StartedTask[], session: Values): readonly StartedTask[] {
    return this.#keeper === undefined && this.#crashed.size === 0
      ? tasks
      : tasks.map((started) => this.#withSaves(started, session));
  }

  /** @throws what the keeper does */
  add(id: number, part: TaskPart, session: Values): void {
    const task = this.#tasks.get(id);
    if (task === undefined) return;
    task.parts.push(part);
    if (task.isKept) this.#keeper!.keep(task.key, { ...part, value: session.fetch(part.value, false) });
  }

  /** Has tasks that were the end of a worker save what they do: the next one does not have to begin anew. */
  noteCrashes(outcomes: readonly Outcome[]): void {
    for (const { id, status } of outcomes) if (status === "crashed") this.#crashed.add(id);
  }

  /** What was kept of tasks that have finished, and nobody reads any more. */
  dropFinished(outcomes: readonly Outcome[]): readonly Handle[] {
    if (this.#tasks.size === 0) return [];
    return outcomes.flatMap(({ id, status }) => {
      const parts = status === "finished" ? (this.#tasks.get(id)?.parts ?? []) : [];
      if (status === "finished") this.#tasks.delete(id);
      return parts.map(({ value }) => value);
    });
  }

  #withSaves(started: StartedTask, session: Values): StartedTask {
    const { id } = started;
    const key = this.#keyOf(id);
    const own = this.#keeper?.every(key);
    const every = this.#crashed.has(id) ? atLeastEvery(crashedEveryMs, own) : own;
    if (every === undefined) return started;
    const { parts } = this.#tasks.get(id) ?? this.#begin(id, { key, isKept: own !== undefined, session });
    return { ...started, saves: { every, resume: [...parts] } };
  }

  #begin(
    id: number,
    { key, isKept, session }: Omit<SavingTask, "parts"> & { readonly session: Values },
  ): SavingTask {
    const kept = isKept ? this.#keeper!.resume(key) : [];
    const parts = kept.map((part) => ({ ...part, value: session.put(part.value) }));
    const task = { key, isKept, parts };
    this.#tasks.set(id, task);
    return task;
  }
}

function atLeastEvery(ms: number, every: SaveInterval | undefined): SaveInterval {
  return { ...every, ms: Math.min(ms, every?.ms ?? Infinity) };
}
