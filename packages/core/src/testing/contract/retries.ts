import { describe, expect, it } from "vitest";
import { delayed } from "../../delayed.ts";
import { TaskError } from "../../errors.ts";
import type { TaskEvent } from "../../events.ts";
import type { OpenScheduler } from "../scheduler-contract.ts";
import { buildGraph, refer } from "./build-graph.ts";
import * as tasks from "./tasks.ts";

/** Tasks that fail are tried again. */
export function describeRetries(name: string, open: OpenScheduler): void {
  describe(`${name}: retries`, () => {
    const graph = buildGraph({
      list: { call: tasks.constant, args: [[1, 2]] },
      shaky: { call: tasks.failUntil, args: [3], inputs: [refer("list")] },
      sum: { call: tasks.total, inputs: [refer("shaky"), refer("list")] },
    });
    const targets = [refer("sum")];

    it("tries a task again that failed, as often as it may, and tells it so", async () => {
      const ended: string[] = [];
      const hooks = {
        posttask: ({ operation, status }: TaskEvent & { readonly status: string }) =>
          void ended.push(`${operation} ${status}`),
      };
      const [value] = await open().run({ graph, targets, hooks, retries: 2, retryDelay: 0 });
      expect(value).toBe(3 + 3);
      expect(ended.filter((line) => line.startsWith("shaky"))).toEqual([
        "shaky failed",
        "shaky failed",
        "shaky finished",
      ]);
    });

    it("fails with the last error when it has tried often enough", async () => {
      const run = open().run({ graph, targets, retries: 1, retryDelay: 0 });
      await expect(run).rejects.toBeInstanceOf(TaskError);
      await expect(run).rejects.toMatchObject({ operation: "shaky", cause: { message: "attempt 2" } });
      await expect(open().run({ graph, targets })).rejects.toMatchObject({ cause: { message: "attempt 1" } });
    });

    it("asks about the error that was thrown, and fails with what is asked if that throws", async () => {
      const asked: unknown[] = [];
      const retryOn = (error: unknown): boolean => {
        asked.push((error as Error).message);
        return asked.length < 2;
      };
      const run = open().run({ graph, targets, retries: 5, retryDelay: 0, retryOn });
      await expect(run).rejects.toMatchObject({ cause: { message: "attempt 2" } });
      expect(asked).toEqual(["attempt 1", "attempt 2"]);
      const broken = open().run({
        graph,
        targets,
        retries: 1,
        retryOn() {
          throw new Error("cannot tell");
        },
      });
      await expect(broken).rejects.toThrow("cannot tell");
    });

    it("is stopped while tasks rest", async () => {
      const controller = new AbortController();
      const fail = delayed(() => {
        throw new Error("always");
      });
      const run = fail().compute({
        scheduler: open(),
        retries: 1,
        retryDelay: 1e6,
        signal: controller.signal,
        hooks: { posttask: () => void setImmediate(() => controller.abort()) },
      });
      await expect(run).rejects.toMatchObject({ name: "AbortError" });
    });
  });
}
