import { describe, expect, it } from "vitest";
import { delayed } from "../../delayed.ts";
import { TaskError } from "../../errors.ts";
import type { OpenScheduler } from "../scheduler-contract.ts";

/** Hooks are called in order, whatever happens. */
export function describeHooks(name: string, open: OpenScheduler): void {
  describe(`${name}: hooks`, () => {
    it("calls start, startState, pretask, posttask and finish in this order", async () => {
      const calls: string[] = [];
      const hooks = {
        start: () => void calls.push("start"),
        startState: ({ total }: { readonly total: number }) => void calls.push(`startState of ${total}`),
        pretask: ({ operation }: { readonly operation: string }) => void calls.push(`pretask ${operation}`),
        posttask: (event: { readonly status: string; readonly finished: number }) =>
          void calls.push(`posttask ${event.status} ${event.finished}`),
        finish: ({ error }: { readonly error?: unknown }) => void calls.push(`finish ${String(error)}`),
      };
      await delayed(() => 1, { name: "one" })().compute({ scheduler: open(), hooks });
      expect(calls).toEqual([
        "start",
        "startState of 1",
        "pretask one",
        "posttask finished 1",
        "finish undefined",
      ]);
    });

    it("calls finish with the error of a run that failed", async () => {
      let finished: unknown;
      const fail = delayed(() => {
        throw new Error("no");
      });
      const hooks = { finish: ({ error }: { readonly error?: unknown }) => void (finished = error) };
      const error = await fail()
        .compute({ scheduler: open(), hooks })
        .catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(TaskError);
      expect(finished).toBe(error);
    });

    it("fails the run when a hook throws", async () => {
      const hooks = {
        posttask: () => {
          throw new Error("hook");
        },
      };
      await expect(delayed(() => 1)().compute({ scheduler: open(), hooks })).rejects.toThrow("hook");
    });
  });
}
