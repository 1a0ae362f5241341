import { describe, expect, it } from "vitest";
import { compute } from "../../compute.ts";
import { delayed } from "../../delayed.ts";
import { TaskError } from "../../errors.ts";
import type { OpenScheduler } from "../scheduler-contract.ts";

/** What is thrown comes out as it was thrown, and ends the run. */
export function describeFailures(name: string, open: OpenScheduler): void {
  describe(`${name}: failures`, () => {
    it("rejects with a TaskError that names the task and keeps what was thrown", async () => {
      class DomainError extends RangeError {
        override name = "DomainError";
        readonly code = "E_DOMAIN";
        readonly argument = { x: -1 };
      }
      const fail = delayed(function logarithm() {
        throw new DomainError("x is negative", { cause: new TypeError("inner") });
      });
      const error = await fail()
        .compute({ scheduler: open() })
        .catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(TaskError);
      expect(error).toMatchObject({ code: "HOLDALL_TASK_FAILED", operation: "logarithm", partition: 0 });
      expect(String(error)).toContain("DomainError: x is negative");
      const { cause } = error as Error;
      expect(cause).toBeInstanceOf(RangeError);
      expect(cause).toMatchObject({ name: "DomainError", code: "E_DOMAIN", argument: { x: -1 } });
      expect((cause as Error).constructor.name).toBe("DomainError");
      expect((cause as Error).cause).toBeInstanceOf(TypeError);
    });

    it("keeps the errors of an AggregateError", async () => {
      const fail = delayed(() =>
        Promise.any([Promise.reject(new SyntaxError("a")), Promise.reject(new Error("b"))]),
      );
      const { cause } = (await fail()
        .compute({ scheduler: open() })
        .catch((reason: unknown) => reason)) as { readonly cause: AggregateError };
      expect(cause).toBeInstanceOf(AggregateError);
      expect(cause.errors.map(String)).toEqual(["SyntaxError: a", "Error: b"]);
    });

    it("shows the line of the user's code in the stack", async () => {
      const fail = delayed(function thrower() {
        throw new Error("here");
      });
      const error = (await fail()
        .compute({ scheduler: open() })
        .catch((reason: unknown) => reason)) as Error;
      // As it is loaded, or where a source map says that it was written.
      expect(error.stack).toMatch(/at (\w+\.)?thrower \(.*\/core\/(dist|src)\/testing\/.*:\d+:\d+\)/);
    });

    it("reports what is thrown though it is no error", async () => {
      const fail = delayed(() => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- users do
        throw "just text";
      });
      const error = await fail()
        .compute({ scheduler: open() })
        .catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(TaskError);
      expect(error).toMatchObject({ cause: "just text" });
    });

    it("starts nothing new after the first failure", async () => {
      let started = 0;
      const step = delayed((i: number) => {
        if (i === 0) throw new Error("no");
        // So long that all together they outlast a worker that is late with the one that fails.
        for (const end = performance.now() + 0.2; performance.now() < end;);
        return i;
      });
      const all = Array.from({ length: 5_000 }, (_, i) => step(i));
      await expect(
        compute(all, { scheduler: open(), hooks: { pretask: () => void started++ } }),
      ).rejects.toBeInstanceOf(TaskError);
      expect(started).toBeLessThan(5_000);
    });

    it("is as good as new after a failed run", async () => {
      const scheduler = open();
      const fail = delayed(() => {
        throw new Error("no");
      });
      await expect(fail().compute({ scheduler })).rejects.toThrow("no");
      expect(await delayed(() => 1)().compute({ scheduler })).toBe(1);
    });
  });
}
