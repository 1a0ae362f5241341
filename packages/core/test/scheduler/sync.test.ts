import { createLayer } from "@holdall/core";
import { describe, expect, it } from "vitest";
import { openThreadSession } from "../../src/scheduler/sync.ts";
import type { TaskFeed } from "../../src/scheduler/executor.ts";

const nothing = (): void => undefined;

/** A feed of tasks that are all ready; `log` holds what was called and told, in order. */
function createFeed(functions: readonly (() => unknown)[]): {
  readonly feed: TaskFeed;
  readonly log: string[];
  /** Resolves when all have been told of. */
  readonly done: Promise<void>;
} {
  const log: string[] = [];
  let told = 0;
  let finish: () => void = nothing;
  const done = new Promise<void>((resolve) => (finish = resolve));
  const call = (_context: unknown, fn: () => unknown, name: string): unknown => {
    log.push(`call ${name}`);
    return fn();
  };
  const fn = { call: call as never, module: "test", name: "call" };
  const layer = createLayer({
    name: "calls",
    operation: "call",
    tasks: functions.map((value, index) => ({
      fn,
      args: [
        { kind: "value", value },
        { kind: "value", value: String(index) },
      ],
    })),
  });
  let next = 0;
  const take = (max: number): ReturnType<TaskFeed["take"]> =>
    Array.from({ length: Math.min(max, functions.length - next) }, () => {
      const id = next++;
      return { id, layer: 0, task: layer.task(id), attempt: 1, inputs: [] };
    });
  const feed: TaskFeed = {
    layers: [layer],
    size: functions.length,
    get ready() {
      return functions.length - next;
    },
    take,
    takeInOrder: take,
    report(outcomes) {
      log.push(...outcomes.map(({ id, status }) => `${status} ${id}`));
      told += outcomes.length;
      if (told === functions.length) finish();
    },
    progress: undefined,
    tell: undefined,
    fail: () => undefined,
  };
  return { feed, log, done };
}

describe("a session on the calling thread", () => {
  it("runs and tells tasks in order", () => {
    const { feed, log } = createFeed(Array.from({ length: 7 }, () => nothing));
    openThreadSession(feed, { mayWait: true }).wake();
    const ofKind = (kind: string): string[] => log.filter((line) => line.startsWith(kind));
    expect(ofKind("call")).toEqual(["0", "1", "2", "3", "4", "5", "6"].map((id) => `call ${id}`));
    expect(ofKind("finished")).toEqual(["0", "1", "2", "3", "4", "5", "6"].map((id) => `finished ${id}`));
  });

  it("tells what has ended before it waits for a task, and goes on with what it has taken", async () => {
    let settle: () => void = nothing;
    const pending = new Promise<void>((resolve) => (settle = resolve));
    const { feed, log, done } = createFeed([nothing, nothing, () => pending, nothing]);
    openThreadSession(feed, { mayWait: true }).wake();
    expect(log).toContain("call 2");
    expect(log).toContain("finished 1");
    settle();
    await done;
    expect(log.slice(-3)).toEqual(["finished 2", "call 3", "finished 3"]);
  });

  it("runs none of what it has taken once a task has failed and the run is over", () => {
    const functions = [nothing, nothing, (): never => fail(), nothing, nothing, nothing];
    const { feed, log } = createFeed(functions);
    const session = openThreadSession(
      {
        ...feed,
        get ready() {
          return feed.ready;
        },
        report(outcomes) {
          feed.report(outcomes);
          if (outcomes.some(({ status }) => status === "failed")) void session.close({ stopped: true });
        },
      },
      { mayWait: true },
    );
    session.wake();
    expect(log.at(-1)).toBe("failed 2");
    expect(log).not.toContain("call 3");
  });
});

function fail(): never {
  throw new Error("no");
}
