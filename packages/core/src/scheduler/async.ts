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
 * @param options.workers - how many tasks may be under way at once, over all runs; but one of each run may be, as a run
 *   that a task waits for must not wait for that task; default 32
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
  let underWay = 0;
  const waiting: StartedTask[] = [];
  const freePlaces = (): number => limit.concurrency - underWay - waiting.length;
  const pace = createPace(() => closed);
  const host = new ThreadHost(pace, feed);
  const { timeout, partial } = feed;
  const options = { host, timeout, partial, check: createStrictCheck(feed.strict) };
  return {
    wake() {
      while (!closed && freePlaces() > 0) {
        const tasks = feed.take(freePlaces());
        if (tasks.length === 0) break;
        waiting.push(...tasks);
        for (let i = 0; i < tasks.length; i++) void limit(startNext).then(report);
      }
      startOneAtLeast();
    },
    release: () => undefined,
    fetch: (handle) => handle,
    put: (value) => value,
    close({ stopped }) {
      closed = true;
      if (stopped) host.stop();
    },
  };

  // What has the others' place may be a task that waits for this run.
  function startOneAtLeast(): void {
    if (underWay === 0 && waiting.length > 0 && limit.pendingCount > 0) void startNext().then(report);
  }

  function report(outcome: Outcome | undefined): void {
    if (outcome !== undefined) feed.report([outcome]);
    startOneAtLeast();
  }

  /** Nothing where the next one has been started already, beyond the limit. */
  async function startNext(): Promise<Outcome | undefined> {
    const next = waiting.shift();
    if (next === undefined) return undefined;
    underWay += 1;
    const outcome = await attempt(next);
    underWay -= 1;
    return outcome;
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
