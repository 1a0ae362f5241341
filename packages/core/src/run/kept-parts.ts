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
   * @param part - its value is an array of elements, or a promise of one
   */
  keep(key: string, part: TaskPart): void;
}

/** What is known of a task that saves what it does. */
interface SavingTask {
  readonly key: string;
  /** Their values are handles. */
  readonly parts: TaskPart[];
}

type Values = Pick<ExecutorSession, "put" | "fetch">;

/** What the tasks of a run have saved: one that is started again goes on from there. */
export class KeptParts {
  readonly #keeper: PartKeeper | undefined;
  readonly #keyOf: (id: number) => string;
  readonly #tasks = new Map<number, SavingTask>();

  constructor(keeper: PartKeeper | undefined, keyOf: (id: number) => string) {
    this.#keeper = keeper;
    this.#keyOf = keyOf;
  }

  /** Tasks as they are to be started. */
  toStart(tasks: readonly StartedTask[], session: Values): readonly StartedTask[] {
    return this.#keeper === undefined ? tasks : tasks.map((started) => this.#withSaves(started, session));
  }

  /** @throws what the keeper does */
  add(id: number, part: TaskPart, session: Values): void {
    const task = this.#tasks.get(id);
    if (task === undefined) return;
    task.parts.push(part);
    this.#keeper?.keep(task.key, { ...part, value: session.fetch(part.value, false) });
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
    const every = this.#keeper?.every(key);
    if (every === undefined) return started;
    const { parts } = this.#tasks.get(id) ?? this.#begin(id, { key, session });
    return { ...started, saves: { every, resume: [...parts] } };
  }

  #begin(id: number, { key, session }: { readonly key: string; readonly session: Values }): SavingTask {
    const kept = this.#keeper?.resume(key) ?? [];
    const task = { key, parts: kept.map((part) => ({ ...part, value: session.put(part.value) })) };
    this.#tasks.set(id, task);
    return task;
  }
}
