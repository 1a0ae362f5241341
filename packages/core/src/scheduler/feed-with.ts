import type { ExecutorSession, StartedTask, TaskFeed } from "./executor.ts";

/** A feed that is another one but for how tasks are taken and their ends, and what they save, told. */
export function feedWith(
  feed: TaskFeed,
  own: Pick<TaskFeed, "take" | "takeInOrder" | "report" | "partial">,
): TaskFeed {
  return {
    layers: feed.layers,
    size: feed.size,
    strict: feed.strict,
    timeout: feed.timeout,
    spill: feed.spill,
    get ready() {
      return feed.ready;
    },
    get progress() {
      return feed.progress;
    },
    get tell() {
      return feed.tell;
    },
    partial: feed.partial,
    fail: (error) => feed.fail(error),
    ...own,
  };
}

type Take = TaskFeed["take"];

/** Both ways to take tasks from a feed, by way of `takeOthers`, which is told how to take them from the feed itself. */
export function takingBy(
  feed: TaskFeed,
  takeOthers: (max: number, take: Take) => readonly StartedTask[],
): Pick<TaskFeed, "take" | "takeInOrder"> {
  return {
    take: (max) => takeOthers(max, (most) => feed.take(most)),
    takeInOrder: (max) => takeOthers(max, (most) => feed.takeInOrder(most)),
  };
}

/** A session that is another one but for what is its own. */
export function sessionWith(session: ExecutorSession, own: Partial<ExecutorSession>): ExecutorSession {
  return {
    wake: () => session.wake(),
    release: (handles) => session.release(handles),
    put: (value) => session.put(value),
    fetch: (handle, isLast) => session.fetch(handle, isLast),
    close: (options) => session.close(options),
    ...(session.tellRunning && { tellRunning: () => session.tellRunning!() }),
    ...own,
  };
}
