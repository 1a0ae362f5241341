import type { Layer } from "../graph/task-graph.ts";
import { countTargets, taskKey } from "../graph/task.ts";
import { failureAt } from "../run/run-task.ts";
import type { Executor, ExecutorSession, Outcome, StartedTask, TaskFeed } from "../scheduler/executor.ts";
import { feedWith, sessionWith, takingBy } from "../scheduler/feed-with.ts";
import { LocalHandle, remoteHandles, toRemote } from "../scheduler/local-handle.ts";
import type { Checkpoints } from "./checkpoints.ts";

/** An executor that is not given tasks whose results are stored, and whose other results are. */
export function withCheckpoints(
  executor: Pick<Executor, "open">,
  checkpoints: Checkpoints,
): Pick<Executor, "open"> {
  return { open: (feed) => new CheckpointedTasks(feed, checkpoints).open(executor) };
}

const none: readonly StartedTask[] = [];
// Results are read on the calling thread, which has other things to do.
const longestReadMs = 20;

type Finished = Extract<Outcome, { readonly status: "finished" }>;

class CheckpointedTasks {
  readonly #feed: TaskFeed;
  readonly #checkpoints: Checkpoints;
  /** Tasks with the executor whose results are to be stored, by number. */
  readonly #underWay = new Map<number, StartedTask>();
  #session!: ExecutorSession;
  #isPausing = false;

  constructor(feed: TaskFeed, checkpoints: Checkpoints) {
    this.#feed = feed;
    this.#checkpoints = checkpoints;
  }

  open(executor: Pick<Executor, "open">): ExecutorSession {
    const feed = this.#feed;
    const session = executor.open(
      feedWith(feed, {
        ...takingBy(feed, (max, take) => this.#takeOthers(max, take)),
        report: (outcomes) => this.#report(outcomes),
      }),
    );
    this.#session = session;
    return sessionWith(session, {
      release(handles) {
        const away = remoteHandles(handles);
        if (away.length > 0) session.release(away);
      },
      fetch: (handle, isLast) =>
        handle instanceof LocalHandle ? handle.value : session.fetch(handle, isLast),
    });
  }

  #takeOthers(max: number, take: (max: number) => readonly StartedTask[]): readonly StartedTask[] {
    if (this.#isPausing) return none;
    const room = this.#checkpoints.room();
    if (room !== undefined) {
      this.#pause(room);
      return none;
    }
    let others = none;
    const begin = performance.now();
    while (others.length < max) {
      const taken = take(max - others.length);
      if (taken.length === 0) break;
      const stored: Outcome[] = [];
      const own: StartedTask[] = [];
      for (const started of taken) {
        const key = taskKey(started.task);
        if (this.#checkpoints.has(key)) stored.push(this.#read(started, key));
        else {
          if (this.#checkpoints.isWanted(key)) this.#underWay.set(started.id, started);
          own.push(...toRemote(started, this.#session, this.#feed));
        }
      }
      others = [...others, ...own];
      if (stored.length > 0) this.#feed.report(stored);
      if (performance.now() - begin > longestReadMs) {
        this.#pause(new Promise((resolve) => setImmediate(resolve)));
        break;
      }
    }
    return others;
  }

  #pause(until: Promise<void>): void {
    this.#isPausing = true;
    void until.then(() => {
      this.#isPausing = false;
      this.#session.wake();
    });
  }

  /** How a stored task ended; where what was stored of it is damaged, it is to run once what it reads is there. */
  #read({ id, layer, task }: StartedTask, key: string): Outcome {
    const stored = this.#checkpoints.load(key);
    if (stored !== undefined) {
      const handles = stored.values.map((value) => new LocalHandle(value));
      return { status: "finished", id, handles, elapsed: 0, skipped: stored.skipped, isResumed: true };
    }
    const slots = requiredSlots(this.#feed.layers[layer]!, task.steps.at(-1)!.index);
    return slots.length > 0 ? { status: "missing", id, slots } : { status: "lost", id };
  }

  #report(outcomes: readonly Outcome[]): void {
    if (this.#underWay.size === 0) {
      this.#feed.report(outcomes);
      return;
    }
    const now = outcomes.flatMap((outcome) => this.#store(outcome) ?? []);
    if (now.length > 0) this.#feed.report(now);
  }

  /** Stores what a task came to; nothing where that is to be awaited, and its outcome is told later. */
  #store(outcome: Outcome): Outcome | undefined {
    const started = this.#underWay.get(outcome.id);
    this.#underWay.delete(outcome.id);
    if (started === undefined || outcome.status !== "finished") return outcome;
    try {
      const values = outcome.handles.map((handle) => this.#session.fetch(handle, false));
      if (!values.some((value) => value instanceof Promise)) return this.#save(started, outcome, values);
      void Promise.all(values).then(
        (fetched) => this.#feed.report([this.#save(started, outcome, fetched)]),
        (error: unknown) => this.#feed.report([failed(started, outcome, error)]),
      );
      return undefined;
    } catch (error) {
      return failed(started, outcome, error);
    }
  }

  #save(started: StartedTask, outcome: Finished, values: readonly unknown[]): Outcome {
    try {
      this.#checkpoints.save(taskKey(started.task), { values, skipped: outcome.skipped });
      return outcome;
    } catch (error) {
      return failed(started, outcome, error);
    }
  }
}

function failed({ task }: StartedTask, { id, elapsed }: Finished, error: unknown): Outcome {
  return { status: "failed", id, error: failureAt(task.steps.at(-1)!, error), elapsed };
}

/** The places of the inputs that a task cannot do without. */
function requiredSlots(layer: Layer, index: number): number[] {
  const slots: number[] = [];
  let slot = 0;
  for (const input of layer.inputs(index)) {
    const end = slot + countTargets([input]);
    for (; slot < end; slot++) if (input.lazy !== true) slots.push(slot);
  }
  return slots;
}
