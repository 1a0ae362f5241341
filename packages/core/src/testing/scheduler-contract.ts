import { describe, expect, it, onTestFinished } from "vitest";
import { compute, computeOne } from "../compute.ts";
import type { Collection } from "../collection.ts";
import { delayed } from "../delayed.ts";
import { AbortError, TaskError } from "../errors.ts";
import { createLayer, TaskGraph } from "../graph/task-graph.ts";
import { moduleFunction } from "../graph/module-function.ts";
import { keyOf, type Argument, type Reference, type Task, type TaskFunction } from "../graph/task.ts";
import type { Scheduler } from "../scheduler/scheduler.ts";
import * as tasks from "./contract-tasks.ts";
import { sampleValues } from "./sample-values.ts";

/** What {@link schedulerContract} has to know of a scheduler. */
export interface SchedulerContractOptions {
  /** Makes a scheduler with so many workers; its `close`, if it has one, is called at the end of the test. */
  readonly create: (options: {
    readonly workers: number;
  }) => Scheduler & { readonly close?: () => Promise<void> };
  /** Whether tasks run off the calling thread, so that even an endless loop can be stopped. */
  readonly isolated: boolean;
}

/**
 * The tests that every scheduler has to pass, to be called in a test file of vitest.
 * @param name - of the scheduler, for the names of the tests
 */
export function schedulerContract(name: string, { create, isolated }: SchedulerContractOptions): void {
  const open = (workers = 2): Scheduler => {
    const scheduler = create({ workers });
    onTestFinished(() => scheduler.close?.());
    return scheduler;
  };

  describe(`${name}: values`, () => {
    it("computes what a task and those it reads return", async () => {
      const add = delayed((a: number, b: number) => a + b);
      expect(await add(add(1, 2), add(3, 4)).compute({ scheduler: open() })).toBe(10);
    });

    it("gives the targets in the order in which they were asked for", async () => {
      const same = delayed((x: number) => x);
      const values = Array.from({ length: 300 }, (_, i) => i);
      expect(
        await compute(
          values.map((x) => same(x)),
          { scheduler: open() },
        ),
      ).toEqual([values]);
    });

    it("awaits asynchronous functions", async () => {
      const double = delayed(async (x: number) => {
        await Promise.resolve();
        return 2 * x;
      });
      expect(await double(double(5)).compute({ scheduler: open() })).toBe(20);
    });

    it("takes captured variables along, as they are when compute is called", async () => {
      let factor = 1;
      const scale = delayed((x: number) => x * factor);
      const scaled = scale(7);
      factor = 3;
      expect(await scaled.compute({ scheduler: open() })).toBe(21);
    });

    it.each(Object.entries(sampleValues))("carries %s there and back", async (_, value) => {
      const same = delayed((x: unknown) => x);
      const there = await same(same(value)).compute({ scheduler: open(1), optimize: false });
      expect(there).toStrictEqual(value);
    });

    it("leaves the caller's data as it was", async () => {
      const data = Float64Array.of(1, 2, 3);
      const fill = delayed((x: Float64Array) => x.slice().fill(9));
      expect(await fill(data).compute({ scheduler: open() })).toEqual(Float64Array.of(9, 9, 9));
      expect(data).toEqual(Float64Array.of(1, 2, 3));
    });

    it("computes nothing when nothing is asked for", async () => {
      expect(await open().run({ graph: new TaskGraph(), targets: [] })).toEqual([]);
    });

    it("runs a chain of ten thousand tasks", async () => {
      const increment = delayed((x: number) => x + 1, { name: "increment" });
      let chain = increment(0);
      for (let i = 1; i < 10_000; i++) chain = increment(chain);
      const scheduler = open();
      expect(await chain.compute({ scheduler })).toBe(10_000);
      expect(await chain.compute({ scheduler, optimize: false })).toBe(10_000);
    });

    it("does work that results have in common once", async () => {
      const keys: string[] = [];
      const add = delayed((a: number, b: number) => a + b, { pure: true, name: "add" });
      const hooks = { pretask: ({ key }: { readonly key: string }) => void keys.push(key) };
      expect(await compute(add(1, 2), add(1, 2), { scheduler: open(), hooks })).toEqual([3, 3]);
      expect(keys).toHaveLength(1);
    });
  });

  describe(`${name}: graphs`, () => {
    it("hands each reader only the part of a result it refers to", async () => {
      const graph = buildGraph({
        list: { call: tasks.constant, args: [[1, 2, 3, 4]] },
        halves: { call: tasks.halve, inputs: [{ layer: "list", index: 0 }], parts: 2 },
        low: { call: tasks.total, inputs: [{ layer: "halves", index: 0, part: 0 }] },
        high: { call: tasks.total, inputs: [{ layer: "halves", index: 0, part: 1 }] },
      });
      const targets = [refer("low"), refer("high"), { layer: "halves", index: 0, part: 1 }];
      expect(await open().run({ graph, targets })).toEqual([3, 7, [3, 4]]);
    });

    it("computes lazy inputs only as far as they are asked for", async () => {
      const taken: string[] = [];
      const sources = Object.fromEntries(
        [1, 2, 30, 40].map((value, i) => [`v${i}`, { call: tasks.constant, args: [value] }]),
      );
      const inputs = Object.keys(sources).map((layer) => ({ layer, index: 0, lazy: true }));
      const graph = buildGraph({ ...sources, read: { call: tasks.readUntil, args: [30], inputs } });
      const hooks = {
        pretask: ({ operation }: { readonly operation: string }) => void taken.push(operation),
      };
      expect(await open().run({ graph, targets: [refer("read")], hooks })).toEqual([3]);
      expect(taken).not.toContain("v3");
    });

    it("refuses a graph with a dependency that is not there, before anything runs", async () => {
      const graph = buildGraph({ a: { call: tasks.total, inputs: [refer("nowhere")] } });
      await expect(open().run({ graph, targets: [refer("a")] })).rejects.toThrow("Task a:0 reads nowhere:0");
    });

    it("streams targets in order, and cancels the rest when the reader leaves", async () => {
      const taken: string[] = [];
      const layers = Array.from(
        { length: 100 },
        (_, i) => [`v${i}`, { call: tasks.constant, args: [i] }] as const,
      );
      const graph = buildGraph(Object.fromEntries(layers));
      const hooks = {
        pretask: ({ operation }: { readonly operation: string }) => void taken.push(operation),
      };
      const read: unknown[] = [];
      for await (const value of open().stream({
        graph,
        targets: layers.map(([layer]) => refer(layer)),
        hooks,
      })) {
        read.push(value);
        if (value === 5) break;
      }
      expect(read).toEqual([0, 1, 2, 3, 4, 5]);
      expect(taken.length).toBeLessThan(100);
    });
  });

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
      expect(error.stack).toMatch(/at (\w+\.)?thrower \(.*scheduler-contract/);
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

  describe(`${name}: abort`, () => {
    it("does not start when the signal has fired before", async () => {
      const started: string[] = [];
      const run = delayed(() => 1)().compute({
        scheduler: open(),
        signal: AbortSignal.abort("too late"),
        hooks: { start: () => void started.push("start") },
      });
      await expect(run).rejects.toBeInstanceOf(AbortError);
      await expect(run).rejects.toMatchObject({
        name: "AbortError",
        code: "HOLDALL_ABORTED",
        cause: "too late",
      });
      expect(started).toEqual([]);
    });

    it("stops a run that waits, within a second", async () => {
      const wait = delayed(() => new Promise<number>(() => setInterval(() => undefined, 10_000).unref()));
      await expectAbort(open(), wait());
    });

    it.skipIf(!isolated)(
      "stops an endless loop within a second (one on the calling thread would end this test)",
      async () => {
        const spin = delayed(() => {
          for (;;) Math.random();
        });
        const scheduler = open();
        await expectAbort(scheduler, spin());
        expect(await delayed(() => 1)().compute({ scheduler })).toBe(1);
      },
    );

    async function expectAbort(scheduler: Scheduler, value: Collection): Promise<void> {
      const controller = new AbortController();
      let aborted = 0;
      const abort = (): void => {
        aborted = performance.now();
        controller.abort(new Error("enough"));
      };
      const run = computeOne(
        value,
        { scheduler, signal: controller.signal, hooks: { pretask: () => void setTimeout(abort, 50) } },
        "test",
      );
      await expect(run).rejects.toMatchObject({ name: "AbortError", cause: { message: "enough" } });
      expect(performance.now() - aborted).toBeLessThan(1000);
    }
  });

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

interface TaskTable {
  readonly [layer: string]: {
    readonly call: TaskFunction["call"];
    readonly args?: readonly unknown[];
    readonly inputs?: readonly Reference[];
    readonly parts?: number;
  };
}

const tasksModule = new URL("./contract-tasks.js", import.meta.url).href;

function buildGraph(table: TaskTable): TaskGraph {
  const layers = Object.entries(table).map(([name, { call, args = [], inputs = [], parts = 1 }]) => {
    const values = args.map((value): Argument => ({ kind: "value", value }));
    const reads = inputs.map((_, slot): Argument => ({ kind: "input", slot }));
    const step = {
      fn: moduleFunction(tasksModule, call),
      args: [...values, ...reads],
      operation: name,
      key: keyOf(name, 0),
      partition: 0,
    };
    const task: Task = { steps: [step], inputs, parts };
    return createLayer({ name, operation: name, tasks: [task] });
  });
  return new TaskGraph(layers);
}

function refer(layer: string): Reference {
  return { layer, index: 0 };
}
