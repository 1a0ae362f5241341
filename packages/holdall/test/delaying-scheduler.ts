import {
  createScheduler,
  createTaskRun,
  missingSlots,
  runTask,
  type Outcome,
  type Scheduler,
  type StartedTask,
} from "holdall";
import { setImmediate } from "node:timers/promises";

/** Runs tasks on this thread, several under way at once, of which now one and now another begins or ends first. */
export function delaying(seed: number): Scheduler {
  const below = seededNumbers(seed);
  return createScheduler({
    name: "delaying",
    concurrency: 8,
    open(feed) {
      let underWay = 0;
      let closed = false;
      const runLater = async (started: StartedTask): Promise<void> => {
        await turns(below(6));
        if (closed) return;
        const outcome = await outcomeOf(started);
        await turns(below(6));
        underWay -= 1;
        feed.report([outcome]);
      };
      return {
        wake() {
          const tasks = feed.take(8 - underWay);
          underWay += tasks.length;
          for (const task of tasks) void runLater(task);
        },
        release: () => undefined,
        put: (value) => value,
        fetch: (handle) => handle,
        close: () => void (closed = true),
      };
    },
  });
}

/** Whole numbers below a limit, always the same for a seed: a linear congruential generator, as in Numerical Recipes. */
function seededNumbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await setImmediate();
}

async function outcomeOf({ id, task, inputs }: StartedTask): Promise<Outcome> {
  try {
    const value = await runTask(createTaskRun({ steps: task.steps, inputs }));
    const slots = missingSlots(value);
    if (slots !== undefined) return { status: "missing", id, slots };
    const handles = task.parts === 1 ? [value] : (value as unknown[]);
    return { status: "finished", id, handles, elapsed: 0 };
  } catch (error) {
    return { status: "failed", id, error, elapsed: 0 };
  }
}
