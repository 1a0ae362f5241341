import { subscribe, tracingChannel, unsubscribe } from "node:diagnostics_channel";
import { delayed, type EngineEvent } from "@holdall/core";
import { describe, expect, it, onTestFinished } from "vitest";

/** The messages of a channel, in order. */
function listen(name: string): unknown[] {
  const messages: unknown[] = [];
  const onMessage = (message: unknown): void => void messages.push(message);
  subscribe(name, onMessage);
  onTestFinished(() => void unsubscribe(name, onMessage));
  return messages;
}

describe("channels", () => {
  const two = delayed(() => 2, { name: "two" })();
  const fail = delayed(
    () => {
      throw new Error("no");
    },
    { name: "fail" },
  )();

  it("publishes the events of each group", async () => {
    const [runs, tasks] = [listen("holdall:run"), listen("holdall:task")] as EngineEvent[][];
    await two.compute({ scheduler: "sync" });
    expect(runs!.map(({ type }) => type)).toEqual(["run-started", "run-prepared", "run-finished"]);
    expect(tasks!.map(({ type }) => type)).toEqual(["task-queued", "task-started", "task-finished"]);
  });

  it("traces runs and tasks from their start to their end, each by one object", async () => {
    const spans: unknown[] = [];
    const contexts = new Set<unknown>();
    for (const name of ["holdall:run", "holdall:task"]) {
      const trace = tracingChannel(name);
      const say = (what: string) => (context: object) => {
        contexts.add(context);
        spans.push(`${name} ${what} ${(context as EngineEvent).type}`);
      };
      const handlers = {
        start: say("start"),
        end: () => undefined,
        asyncStart: () => undefined,
        asyncEnd: say("asyncEnd"),
        error: say("error"),
      };
      trace.subscribe(handlers);
      onTestFinished(() => void trace.unsubscribe(handlers));
    }
    await fail.compute({ scheduler: "async" }).catch(() => undefined);
    expect(spans).toEqual([
      "holdall:run start run-started",
      "holdall:task start task-started",
      "holdall:task error task-failed",
      "holdall:task asyncEnd task-failed",
      "holdall:run error run-finished",
      "holdall:run asyncEnd run-finished",
    ]);
    expect(contexts.size).toBe(2);
  });

  it("says nothing to those who were not there when a run began", async () => {
    let late: unknown[] = [];
    const join = delayed(() => void (late = listen("holdall:run")));
    await join().compute({ scheduler: "sync" });
    expect(late).toEqual([]);
  });
});
