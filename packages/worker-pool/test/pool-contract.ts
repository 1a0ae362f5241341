import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  compute,
  delayed,
  InvalidArgumentError,
  TaskCrashedError,
  TaskError,
  type EngineEvent,
} from "@holdall/core";
import { PoolClosedError, WorkerDiedError, type WorkerPool } from "@holdall/worker-pool";
import { describe, expect, it, onTestFinished } from "vitest";

/** What every pool has to do, whatever its channel: called by the packages of the channels. */
export function poolContract(
  name: string,
  create: (options?: { readonly workers?: number }) => WorkerPool,
): void {
  const open = (workers: number): WorkerPool => {
    const pool = create({ workers });
    onTestFinished(() => pool.close());
    return pool;
  };

  /** Counts what happens in workers, one of which may be gone a moment later: in files. */
  const openTally = () => {
    const folder = mkdtempSync(path.join(tmpdir(), "holdall-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const count = (what: string): number =>
      readdirSync(folder).filter((name) => name.startsWith(`${what}.`)).length;
    return {
      count,
      mark: (what: string): void => writeFileSync(path.join(folder, `${what}.${count(what)}`), ""),
    };
  };

  describe(`${name}: workers`, () => {
    it("runs as many tasks at once as there are workers", async () => {
      const folder = mkdtempSync(path.join(tmpdir(), "holdall-"));
      onTestFinished(() => rmSync(folder, { recursive: true }));
      // Each task waits for the others to start: if they had to wait for it to end, none would.
      const meet = delayed((name: string) => {
        writeFileSync(path.join(folder, name), "");
        while (readdirSync(folder).length < 3)
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
        return name;
      });
      expect(await compute(meet("a"), meet("b"), meet("c"), { scheduler: open(3) })).toEqual(["a", "b", "c"]);
    });

    it("starts no more workers than there are tasks", async () => {
      const pool = open(4);
      const where = delayed(() => `${process.pid}/${performance.timeOrigin}`);
      const first = await where().compute({ scheduler: pool });
      expect(await where().compute({ scheduler: pool })).toBe(first);
    });

    it("are told of, new ones and those that are there, and what crosses to them and back", async () => {
      const pool = open(1);
      const bytes = new Uint8Array(1000);
      const copy = delayed((from: Uint8Array) => from.slice());
      const run = async (): Promise<readonly EngineEvent[]> => {
        const events: EngineEvent[] = [];
        await copy(bytes).compute({ scheduler: pool, hooks: { event: (event) => void events.push(event) } });
        return events.filter(({ type }) => type === "worker-started" || type === "bytes");
      };
      const worker = { id: 1, name: expect.stringContaining("worker") as string };
      const sent = { type: "bytes", worker: 1, direction: "to-worker", tasks: 1 };
      for (const isNew of [true, false]) {
        const events = await run();
        expect(events).toMatchObject([
          { type: "worker-started", worker, isNew },
          sent,
          { ...sent, direction: "from-worker" },
        ]);
        for (const event of events) if (event.type === "bytes") expect(event.bytes).toBeGreaterThan(1000);
      }
    });

    it("keeps what a task writes to a captured variable for later tasks of that worker", async () => {
      let opened = 0;
      const count = delayed(() => (opened += 1));
      const counts = await compute([count(), count(), count()], { scheduler: open(1) });
      expect(counts).toEqual([[1, 2, 3]]);
      expect(opened).toBe(0);
    });

    it("gives every reader a small typed array of its own, whatever became of it before", async () => {
      const kept = Int16Array.of(1, 2, 3);
      const make = delayed(() => kept);
      const change = delayed((list: Int16Array) => {
        list[0]! += 10;
        return [list];
      });
      const numbers = make();
      const results = await compute([numbers, change(numbers), change(numbers), make()], {
        scheduler: open(1),
      });
      const changed = [Int16Array.of(11, 2, 3)];
      expect(results).toEqual([[Int16Array.of(1, 2, 3), changed, changed, Int16Array.of(1, 2, 3)]]);
      const views = results[0] as [Int16Array, [Int16Array], [Int16Array], Int16Array];
      const memories = [views[0], views[1][0], views[2][0], views[3]].map(({ buffer }) => buffer);
      expect(new Set(memories).size).toBe(4);
      expect(memories.map(({ byteLength }) => byteLength)).toEqual([6, 6, 6, 6]);
    });

    it("keeps of a short list of typed arrays which of them are one", async () => {
      const list = await delayed(() => {
        const view = Float32Array.of(1.5);
        return [view, view];
      })().compute({ scheduler: open(1) });
      expect(list).toEqual([Float32Array.of(1.5), Float32Array.of(1.5)]);
      expect(list[0]).toBe(list[1]);
    });

    it("sends captured data again only when it has changed", async () => {
      const table = [1, 2, 3];
      let uses = 0;
      const read = delayed(() => [table[0], (uses += 1)]);
      const pool = open(1);
      const run = (): Promise<unknown> => read().compute({ scheduler: pool });
      expect(await run()).toEqual([1, 1]);
      expect(await run()).toEqual([1, 2]);
      table[0] = 7;
      expect(await run()).toEqual([7, 1]);
    });

    it("says what it was given to, where a function cannot travel", async () => {
      const pool = open(1);
      class Scale {
        by = 2;
        create(): (x: number) => number {
          return (x) => x * this.by;
        }
      }
      const scale = delayed(new Scale().create(), { name: "scale" });
      await expect(scale(1).compute({ scheduler: pool })).rejects.toThrow(
        /^Function \(anonymous\) \(.*pool-contract\.ts:\d+:\d+\), given to `scale`, uses the `this` of the function around it/,
      );
    });

    it("serves several runs at once", async () => {
      const pool = open(2);
      const square = delayed((x: number) => x * x);
      const runs = Array.from({ length: 20 }, (_, i) =>
        compute([square(i), square(-i)], { scheduler: pool }),
      );
      expect(await Promise.all(runs)).toEqual(runs.map((_, i) => [[i * i, i * i]]));
    });

    it("ends one run without harm to another that shares its workers", async () => {
      const pool = open(1);
      const controller = new AbortController();
      const spin = delayed(() => {
        for (;;) Math.random();
      });
      const stuck = spin().compute({
        scheduler: pool,
        signal: controller.signal,
        hooks: { pretask: () => void setTimeout(() => controller.abort(), 20) },
      });
      const other = delayed(() => "done")().compute({ scheduler: pool });
      await expect(stuck).rejects.toMatchObject({ name: "AbortError" });
      expect(await other).toBe("done");
    });
  });

  describe(`${name}: runs that share a worker`, () => {
    it("run again what was queued behind another run's endless loop", async () => {
      const pool = open(1);
      const controller = new AbortController();
      const step = delayed((x: string) => {
        while (x === "spin") Math.random();
        return x;
      });
      // What is known to be quick is queued.
      expect(await step("quick").compute({ scheduler: pool })).toBe("quick");
      let start: () => void = () => undefined;
      const queued = new Promise<void>((resolve) => (start = resolve));
      const stuck = step("spin").compute({ scheduler: pool, signal: controller.signal });
      const other = step("done").compute({ scheduler: pool, hooks: { pretask: start } });
      await queued;
      controller.abort();
      await expect(stuck).rejects.toMatchObject({ name: "AbortError" });
      expect(await other).toBe("done");
    });

    it("are not harmed by the death of the worker while it ran another's task", async () => {
      const pool = open(1);
      const step = delayed((x: string) => (x === "leave" ? process.exit(3) : x));
      expect(await step("quick").compute({ scheduler: pool })).toBe("quick");
      const runs = ["leave", "done"].map((x) => step(x).compute({ scheduler: pool, maxCrashes: 1 }));
      await expect(runs[0]).rejects.toBeInstanceOf(TaskCrashedError);
      expect(await runs[1]).toBe("done");
    });
  });

  describe(`${name}: failures`, () => {
    it("says which task took its workers with it, and how the last one died", async () => {
      const { count, mark } = openTally();
      const leave = delayed(function leave(tally: string) {
        mark(tally);
        process.exit(3);
      });
      const error = await leave("leave")
        .compute({ scheduler: open(1) })
        .catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(TaskCrashedError);
      expect(error).toMatchObject({
        code: "HOLDALL_TASK_CRASHED",
        key: expect.stringMatching(/^leave-/) as string,
        operation: "leave",
        partition: 0,
        crashes: 3,
      });
      const { cause } = error as Error;
      expect(cause).toBeInstanceOf(WorkerDiedError);
      expect(cause).toMatchObject({ code: "HOLDALL_WORKER_DIED", exitCode: 3 });
      expect((cause as WorkerDiedError).keys).toEqual([(error as TaskCrashedError).key]);
      expect(count("leave")).toBe(3);
    });

    it("runs a task again whose worker died, and keeps what others have finished", async () => {
      const { count, mark } = openTally();
      const step = delayed((x: number) => {
        mark(`task ${x}`);
        if (x % 10 === 3 && count(`task ${x}`) < 3) process.exit(1);
        return x;
      });
      const steps = Array.from({ length: 40 }, (_, x) => step(x));
      const [values] = await compute(steps, { scheduler: open(2) });
      expect(values).toEqual(Array.from({ length: 40 }, (_, x) => x));
    });

    it("lets neighbours of a task that takes all its workers with it complete, and does not blame them", async () => {
      const { count, mark } = openTally();
      const step = delayed((x: number) => {
        mark(`task ${x}`);
        if (x === 3) process.exit(1);
        return x;
      });
      // What is known to be quick is sent in batches.
      const pool = open(1);
      await compute(
        Array.from({ length: 8 }, (_, x) => step(x + 10)),
        { scheduler: pool },
      );
      const finished: string[] = [];
      const run = compute(
        Array.from({ length: 8 }, (_, x) => step(x)),
        {
          scheduler: pool,
          hooks: { posttask: ({ key, status }) => void finished.push(`${key} ${status}`) },
        },
      );
      await expect(run).rejects.toMatchObject({ name: "TaskCrashedError", crashes: 3 });
      expect(count("task 3")).toBeLessThanOrEqual(4);
      expect(finished.every((line) => line.endsWith("finished"))).toBe(true);
    });

    it("starts a worker for a task that rested when the only one had been ended", async () => {
      const { count, mark } = openTally();
      const step = delayed(() => {
        mark("tries");
        while (count("tries") < 2) Math.random();
        return "done";
      });
      const options = { scheduler: open(1), timeout: 300, retries: 1, retryDelay: 20 };
      expect(await step().compute(options)).toBe("done");
    });

    it("has maxCrashes decide how many workers a task may take with it", async () => {
      const leave = delayed(() => process.exit(1));
      const run = leave().compute({ scheduler: open(1), maxCrashes: 1 });
      await expect(run).rejects.toMatchObject({ name: "TaskCrashedError", crashes: 1 });
    });

    it("tells when one has died, how, and of which task", async () => {
      const told: unknown[] = [];
      const event = (one: EngineEvent): void => {
        if (one.type === "worker-died") told.push([one.worker.id, one.exitCode, one.isExpected]);
        else if (one.type === "task-crashed") told.push([one.operation, (one.error as Error).name]);
      };
      const leave = delayed(() => process.exit(3), { name: "leave" });
      const run = leave().compute({ scheduler: open(1), maxCrashes: 2, hooks: { event } });
      await expect(run).rejects.toBeInstanceOf(TaskCrashedError);
      const once = [
        [1, 3, false],
        ["leave", "WorkerDiedError"],
      ];
      expect(told).toEqual([...once, ...once]);
    });

    it("starts a new worker for the next run when one has died", async () => {
      const pool = open(1);
      const leave = delayed(() => process.exit(1));
      await expect(leave().compute({ scheduler: pool })).rejects.toThrow(TaskCrashedError);
      expect(await delayed(() => 5)().compute({ scheduler: pool })).toBe(5);
    });

    it("refuses what cannot travel before anything runs", async () => {
      const promise = Promise.resolve(1);
      const use = delayed(() => promise);
      const taken: unknown[] = [];
      const run = use().compute({
        scheduler: open(1),
        hooks: { pretask: (event) => void taken.push(event) },
      });
      await expect(run).rejects.toMatchObject({ name: "ClosureError" });
      await expect(run).rejects.toThrow(/promise/);
      expect(taken).toEqual([]);
    });

    it("names the task whose data cannot be sent, and the one whose result cannot", async () => {
      const same = delayed((x: unknown) => x, { name: "same" });
      const symbol = Symbol("own");
      const sent = same([1, symbol]).compute({ scheduler: open(1) });
      await expect(sent).rejects.toBeInstanceOf(TaskError);
      await expect(sent).rejects.toThrow(/`same` failed .* cannot be sent to a worker/);
      const result = delayed(() => Symbol("result"), { name: "make" })().compute({ scheduler: open(1) });
      await expect(result).rejects.toThrow(/`make` failed .* cannot be sent back/);
    });
  });

  describe(`${name}: closing`, () => {
    it("ends with its block", async () => {
      let pool: WorkerPool;
      {
        await using inner = create({ workers: 1 });
        pool = inner;
        expect(await delayed(() => 1)().compute({ scheduler: inner })).toBe(1);
      }
      await expect(delayed(() => 1)().compute({ scheduler: pool })).rejects.toThrow(PoolClosedError);
    });

    it("fails runs that are under way", async () => {
      const pool = open(1);
      const wait = delayed(() => new Promise(() => setInterval(() => undefined, 1000)));
      let close: () => void = () => undefined;
      const started = new Promise<void>((resolve) => (close = resolve));
      const run = wait().compute({ scheduler: pool, hooks: { pretask: close } });
      const failed = expect(run).rejects.toThrow(PoolClosedError);
      await started;
      await pool.close();
      await failed;
    });

    it("may be closed twice, and before it was used", async () => {
      const pool = create({ workers: 1 });
      await pool.close();
      await pool.close();
    });

    it("refuses a number of workers that is none", () => {
      expect(() => create({ workers: 0 })).toThrow(InvalidArgumentError);
      expect(() => create({ workers: 0 })).toThrow(
        "Expected `workers` to be a whole number from 1 up, got 0.",
      );
      expect(() => create({ worker: 1 } as never)).toThrow("Did you mean `workers`?");
    });
  });
}
