import pLimit from "p-limit";
import { z } from "zod";
import { parseOptions, wholeNumber } from "../parse.ts";
import { attemptTask } from "../run/attempt.ts";
import { createPace } from "../run/pace.ts";
import { createStrictCheck } from "../run/strict-check.ts";
import { ThreadHost } from "../run/thread-host.ts";
import { openSpilling } from "../spill/spill-on-thread.ts";
import { createScheduler } from "./create-scheduler.ts";
import type { ExecutorSession, Outcome, StartedTask, TaskFeed } from "./executor.ts";
import type { Scheduler } from "./scheduler.ts";

const optionsSchema = z.strictObject({ workers: wholeNumber(1).optional() });

/**
 * A scheduler that runs tasks on the calling thread and starts others while some wait: for functions that wait for
 * files, sockets or services. Functions that compute gain nothing from it.
 * @param options.workers - how many tasks may be under way at once, over all runs; default 32
 * @throws InvalidArgumentError when `workers` is not a whole number from 1 up
 */
export function asynchronous(options: { readonly workers?: number | undefined } = {}): Scheduler {
  const { workers = 32 } = parseOptions(optionsSchema, options, "asynchronous()");
  const limit = pLimit(workers);
  return createScheduler({
    name: "async",
    concurrency: workers,
    open: (feed) => openSpilling(feed, workers, (own) => openSession(own, limit)),
  });
}

function openSession(feed: TaskFeed, limit: ReturnType<typeof pLimit>): ExecutorSession {
  let closed = false;
  let taken = 0;
  const pace = createPace(() => closed);
  const host = new ThreadHost(pace, feed);
  const { timeout, partial } = feed;
  const options = { host, timeout, partial, check: createStrictCheck(feed.strict) };
  return {
    wake() {
      while (!closed && taken < limit.concurrency) {
        const tasks = feed.take(limit.concurrency - taken);
        if (tasks.length === 0) return;
        taken += tasks.length;
        for (const task of tasks) void limit(() => attempt(task)).then(report);
      }
    },
    release: () => undefined,
    fetch: (handle) => handle,
    put: (value) => value,
    close({ stopped }) {
      closed = true;
      if (stopped) host.stop();
    },
  };

  function report(outcome: Outcome | undefined): void {
    taken -= 1;
    if (outcome !== undefined) feed.report([outcome]);
  }

  async function attempt(started: StartedTask): Promise<Outcome | undefined> {
    if (closed) return undefined;
    const begin = performance.now();
    try {
      await pace.turnIfDue(begin);
    } catch {
      return undefined; // closed meanwhile
    }
    feed.tell?.({ type: "task-started", id: started.id, worker: 0, at: begin });
    return attemptTask(started, begin, options);
  }
}
