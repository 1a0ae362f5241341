import type { TaskFeed } from "./executor.ts";

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
