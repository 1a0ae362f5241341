import type { TaskFeed } from "./executor.ts";

/** A feed that is another one but for how tasks are taken and their ends told. */
export function feedWith(feed: TaskFeed, own: Pick<TaskFeed, "take" | "takeInOrder" | "report">): TaskFeed {
  return {
    layers: feed.layers,
    size: feed.size,
    strict: feed.strict,
    timeout: feed.timeout,
    get ready() {
      return feed.ready;
    },
    progress: feed.progress,
    fail: (error) => feed.fail(error),
    ...own,
  };
}
