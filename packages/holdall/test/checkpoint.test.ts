import { execFile } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import {
  Bag,
  checkpoint,
  CheckpointError,
  compute,
  createProgressDisplay,
  delayed,
  InvalidArgumentError,
  registerClass,
  registerProgress,
  type RunHooks,
  TaskError,
} from "holdall";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { onEveryScheduler } from "./on-every-scheduler.js";
import { operations, readings } from "./operations.js";

const execute = promisify(execFile);

// What is counted here, in scripts too, are the tasks of optimised plans; what is compared is compared in others as well.
const optimize = process.env["HOLDALL_OPTIMIZE"] !== "false";
vi.stubEnv("HOLDALL_OPTIMIZE", "true");

let folder: string;
let directory: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "holdall-test-"));
  directory = path.join(folder, "store");
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A function that notes each call, wherever it is made. */
function noting<T, U>(fn: (x: T) => U): { readonly call: (x: T) => U; readonly calls: () => number } {
  const log = path.join(folder, "calls");
  return {
    call(x) {
      appendFileSync(log, ".");
      return fn(x);
    },
    calls: () => (existsSync(log) ? readFileSync(log).length : 0),
  };
}

function groupFiles(): string[] {
  const results = path.join(directory, "results");
  return readdirSync(results)
    .filter((name) => name.endsWith(".group"))
    .map((name) => path.join(results, name));
}

/** The warnings that are emitted while something is done. */
async function warningsDuring(action: () => Promise<unknown>): Promise<string[]> {
  const warnings: string[] = [];
  const listen = ({ message }: Error): void => void warnings.push(message);
  process.on("warning", listen);
  try {
    await action();
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    process.off("warning", listen);
  }
  return warnings;
}

onEveryScheduler((scheduler) => {
  describe("compute({ checkpoint })", () => {
    it("computes what an earlier run has not", async () => {
      const square = noting((x: number) => x * x);
      const bag = Bag.range(20, { npartitions: 5 }).map(square.call);
      const first = await bag.computeWithMetadata({ scheduler, checkpoint: directory });
      const second = await bag.computeWithMetadata({ scheduler, checkpoint: pathToFileURL(directory) });
      expect(second.value).toEqual(first.value);
      expect([first.metadata.checkpoint?.resumed, second.metadata.checkpoint?.resumed]).toEqual([0, 5]);
      expect(second.metadata.tasks).toBe(5);
      expect(square.calls()).toBe(20);
    });

    it("keeps what had finished when a run fails", async () => {
      const isBroken = path.join(folder, "broken");
      writeFileSync(isBroken, "");
      const double = noting((x: number) => {
        if (x === 30 && existsSync(isBroken)) throw new Error("not now");
        return 2 * x;
      });
      const bag = Bag.range(40, { npartitions: 40 }).map(double.call);
      await expect(bag.compute({ scheduler, checkpoint: directory })).rejects.toThrow(TaskError);
      const before = double.calls();
      const stored = checkpoint(directory).list().length;
      expect(stored).toBeGreaterThan(0);
      rmSync(isBroken);
      expect(await bag.compute({ scheduler, checkpoint: directory })).toEqual(
        Array.from({ length: 40 }, (_, x) => 2 * x),
      );
      expect(double.calls() - before).toBe(40 - stored);
    });

    it("keeps elements of many kinds, and how many were left out", async () => {
      class Point {
        readonly x: number;
        constructor(x: number) {
          this.x = x;
        }
      }
      registerClass(Point, { name: `Point ${folder}` });
      const kinds = (x: number): unknown => [
        undefined,
        -0,
        NaN,
        2n ** 70n,
        new Date(x),
        new Map([[{ x }, new Set([x])]]),
        /x+/g,
        Buffer.from("bytes"),
        new Float64Array(5000).fill(x),
        new Point(x),
        new RangeError("of data"),
      ];
      const bag = Bag.range(6, { npartitions: 3 })
        .map(
          (x) => {
            if (x === 4) throw new Error("not this one");
            return x;
          },
          { onError: "skip" },
        )
        .map(kinds);
      const first = await bag.computeWithMetadata({ scheduler, checkpoint: directory });
      const second = await bag.computeWithMetadata({ scheduler, checkpoint: directory });
      expect(second.value).toStrictEqual(first.value);
      expect((second.value[0] as unknown[])[9]).toBeInstanceOf(Point);
      expect(second.metadata.skipped).toEqual([{ operation: "map", count: 1 }]);
      expect(second.metadata.checkpoint).toEqual({ resumed: 3, changed: [] });
    });

    it("shares what two results have in common, and computes no more for a larger one", async () => {
      const note = noting((x: number) => x + 1);
      const part = delayed(note.call)(1);
      const whole = delayed((a: number, b: number) => a * b)(part, 21);
      expect(await compute(part, { scheduler, checkpoint: directory })).toEqual([2]);
      expect(await compute(whole, part, { scheduler, checkpoint: directory })).toEqual([42, 2]);
      expect(note.calls()).toBe(1);
    });

    it("yields what is stored, and what is not, one partition after the other", async () => {
      const note = noting((x: number) => x + 1);
      const bag = Bag.range(6, { npartitions: 3 }).map(note.call);
      await bag.take(2, { npartitions: 1 }).compute({ scheduler, checkpoint: directory });
      const seen: number[] = [];
      for await (const x of bag.iterate({ scheduler, checkpoint: directory })) seen.push(x);
      expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
    });
  });
});

onEveryScheduler((scheduler, name) => {
  describe("bag.checkpoint", () => {
    it("stores a bag for whatever is made of it", async () => {
      const square = noting((x: number) => x * x);
      const bag = Bag.range(12, { npartitions: 3 }).map(square.call).checkpoint(directory);
      expect(await bag.sum().compute({ scheduler })).toBe(506);
      const { value, metadata } = await bag.filter((x) => x % 2 === 0).computeWithMetadata({ scheduler });
      expect(value).toEqual([0, 4, 16, 36, 64, 100]);
      expect(metadata.checkpoint).toEqual({ resumed: 3, changed: [] });
      expect(square.calls()).toBe(12);
      expect(checkpoint(directory).list()).toHaveLength(3);
    });

    it("goes on within a partition, with every index as it was", async () => {
      const isBroken = path.join(folder, "broken");
      writeFileSync(isBroken, "");
      const note = noting((x: number) => {
        if (x === 57 && existsSync(isBroken)) throw new Error("not now");
        return x;
      });
      const bag = Bag.range(100, { npartitions: 1 })
        .map(note.call)
        .filter((x) => x % 3 === 0)
        .map(
          (x) => {
            if (x % 2 === 1) throw new Error("odd");
            return x;
          },
          { onError: "skip" },
        )
        .checkpoint(directory, { every: { elements: 10 } });
      // A task that takes long is moved to a worker by "auto", where the calls behind its last part are made again.
      const again = name === "auto" ? 2 * 9 : 0;
      const expectCalls = (count: number): void => {
        expect(note.calls()).toBeGreaterThanOrEqual(count);
        expect(note.calls()).toBeLessThanOrEqual(count + again);
      };
      const failure: unknown = await bag.compute({ scheduler }).catch((error: unknown) => error);
      expect(failure).toMatchObject({ operation: "map", index: 57 });
      expect(
        checkpoint(directory)
          .list()
          .map(({ upTo }) => upTo),
      ).toEqual([10, 20, 30, 40, 50]);
      expectCalls(58);
      rmSync(isBroken);
      const { value, metadata } = await bag.computeWithMetadata({ scheduler });
      expect(value).toEqual(Array.from({ length: 17 }, (_, i) => 6 * i));
      expect(metadata.skipped).toEqual([{ operation: "map", count: 17 }]);
      expect(metadata.checkpoint).toEqual({ resumed: 0, changed: [] });
      expectCalls(58 + 50);
      expect(
        checkpoint(directory)
          .list()
          .map(({ upTo }) => upTo),
      ).toEqual([undefined]);
      expect(await checkpoint(directory).prune({ keep: 1 })).toMatchObject({ removed: 0, kept: 1 });
    });
  });
});

describe("what is stored", () => {
  it.each(Object.entries(operations))("is what would be computed: %s", async (_name, operation) => {
    const bag = Bag.fromSequence(readings, { npartitions: 4 });
    const [expected] = await compute(operation(bag), { scheduler: "sync" });
    for (let run = 0; run < 2; run++) {
      const [result] = await compute(operation(bag), {
        scheduler: "sync",
        checkpoint: directory,
        optimize,
      });
      expect(result).toStrictEqual(expected);
    }
  });

  it("is not used when a function, what it captures, or an element has changed", async () => {
    const run = async (numbers: number[], offset: number): Promise<unknown> => {
      const { metadata } = await Bag.fromSequence(numbers, { npartitions: 4 })
        .map((x) => x + offset)
        .computeWithMetadata({ scheduler: "sync", checkpoint: directory });
      return metadata.checkpoint;
    };
    const numbers = [1, 2, 3, 4, 5, 6, 7, 8];
    expect(await run(numbers, 1)).toEqual({ resumed: 0, changed: [] });
    expect(await run(numbers, 2)).toEqual({
      resumed: 0,
      changed: [{ operation: "map", reason: "function", tasks: 4 }],
    });
    expect(await run(numbers.with(5, 0), 2)).toEqual({
      resumed: 3,
      changed: [{ operation: "map", reason: "data", tasks: 1 }],
    });
    expect(await run(numbers, 2)).toEqual({ resumed: 4, changed: [] });
  });

  it("is used by another process, unless a module that functions import has changed", async () => {
    const script = path.join(folder, "script.mjs");
    const helper = path.join(folder, "helper.mjs");
    writeFileSync(
      path.join(folder, "tools.mjs"),
      'import { by } from "./helper.mjs"; export const scale = (x) => x * by;',
    );
    writeFileSync(
      script,
      `import { Bag } from ${JSON.stringify(import.meta.resolve("holdall"))};
      import { scale } from "./tools.mjs";
      const list = { of: [1, 2, 3] };
      const { value, metadata } = await Bag.range(4, { npartitions: 2 })
        .map((x) => scale(x) + list.of.length)
        .computeWithMetadata({ scheduler: process.argv[2], checkpoint: ${JSON.stringify(directory)} });
      console.log(value.join(), metadata.checkpoint.resumed);`,
    );
    const run = async (scheduler: string): Promise<string> =>
      (await execute(process.execPath, [script, scheduler])).stdout.trim();
    writeFileSync(helper, "export const by = 10;");
    expect(await run("threads")).toBe("3,13,23,33 0");
    writeFileSync(script, `// A line more above.\n${readFileSync(script, "utf8")}`);
    expect(await run("sync")).toBe("3,13,23,33 2");
    writeFileSync(helper, "export const by = 100;");
    expect(await run("sync")).toBe("3,103,203,303 0");
  });

  it("is not used when the function that made an input has changed", async () => {
    const run = async (power: number): Promise<unknown> => {
      const { metadata } = await Bag.range(8, { npartitions: 4 })
        .map((x) => x ** power)
        .repartition({ npartitions: 2 })
        .computeWithMetadata({ scheduler: "sync", checkpoint: directory, optimize: false });
      return metadata.checkpoint;
    };
    await run(2);
    expect(await run(3)).toMatchObject({
      resumed: 4, // the elements themselves
      changed: [
        { operation: "repartition", reason: "input", tasks: 2 },
        { operation: "map", reason: "function", tasks: 4 },
      ],
    });
  });
});

describe("damaged files", () => {
  const bag = Bag.range(8, { npartitions: 4 }).map((x) => "x".repeat(100) + String(x));

  it.each<[string, (bytes: Buffer) => Buffer]>([
    [
      "a byte of a result that has changed",
      (bytes) => Buffer.concat([bytes.subarray(0, -9), Buffer.from("damaged!!")]),
    ],
    ["a missing end", (bytes) => bytes.subarray(0, -1)],
    [
      "a header that has changed",
      (bytes) => Buffer.concat([bytes.subarray(0, 90), Buffer.from("?"), bytes.subarray(91)]),
    ],
    ["an empty file", () => Buffer.alloc(0)],
    ["another file", () => Buffer.from("something else ".repeat(20))],
  ])("are told of, and computed anew: %s", async (_what, damage) => {
    const expected = await bag.compute({ scheduler: "sync", checkpoint: directory });
    for (const file of groupFiles()) writeFileSync(file, damage(readFileSync(file)));
    let result: unknown;
    const warnings = await warningsDuring(async () => {
      result = await bag.compute({ scheduler: "sync", checkpoint: directory });
    });
    expect(result).toEqual(expected);
    expect(warnings.length).toBeGreaterThan(0);
    expect(warnings[0]).toMatch(/checkpoint file .* is damaged .* computed anew/);
    // What was computed anew is stored.
    const { metadata } = await bag.computeWithMetadata({ scheduler: "sync", checkpoint: directory });
    expect(metadata.checkpoint?.resumed).toBe(4);
  });

  it("have what they depend on computed anew too", async () => {
    const total = Bag.range(8, { npartitions: 4 })
      .map((x) => x * x)
      .sum({ splitEvery: 2 });
    const run = (): Promise<number> => total.compute({ scheduler: "sync", checkpoint: directory });
    expect(await run()).toBe(140);
    for (const file of groupFiles()) {
      const bytes = readFileSync(file);
      writeFileSync(file, bytes.fill(0, bytes.length - 8));
    }
    let result: unknown;
    const warnings = await warningsDuring(async () => (result = await run()));
    expect(result).toBe(140);
    expect(warnings.length).toBeGreaterThan(0);
  });
});

describe("the directory", () => {
  const bag = Bag.range(8, { npartitions: 4 }).map((x) => x + 1);

  it("may be used by several runs at once", async () => {
    const runs = Array.from({ length: 4 }, () => bag.compute({ scheduler: "async", checkpoint: directory }));
    expect(new Set((await Promise.all(runs)).map(String)).size).toBe(1);
    expect(readdirSync(path.join(directory, "owners"))).toEqual([]);
    expect((await bag.computeWithMetadata({ checkpoint: directory })).metadata.checkpoint?.resumed).toBe(4);
  });

  it("is left by those that have ended without a word", async () => {
    await bag.compute({ scheduler: "sync", checkpoint: directory });
    const owner = path.join(directory, "owners", "1-gone.json");
    const remains = path.join(directory, "results", "a-1-gone-1.tmp");
    writeFileSync(
      owner,
      JSON.stringify({
        pid: 2 ** 22 + 1,
        host: (await import("node:os")).hostname(),
        started: "",
        since: "",
      }),
    );
    writeFileSync(remains, "half a resu");
    await bag.compute({ scheduler: "sync", checkpoint: directory });
    expect([existsSync(owner), existsSync(remains)]).toEqual([false, false]);
  });

  it("is refused when it holds other files, or cannot be written", async () => {
    const called: number[] = [];
    const noted = Bag.range(2).map((x) => called.push(x));
    writeFileSync(path.join(folder, "file"), "");
    const run = (to: string): Promise<unknown> => noted.compute({ scheduler: "sync", checkpoint: to });
    await expect(run(folder)).rejects.toThrow(/holds other files and no results of holdall/);
    await expect(run(path.join(folder, "file"))).rejects.toThrow(CheckpointError);
    await expect(run(path.join(folder, "file", "below"))).rejects.toThrow(/cannot be used: /);
    await expect(run("")).rejects.toThrow(
      /`checkpoint` to be the path or file: URL of a directory, or { directory, every } .*, got ""/,
    );
    mkdirSync(directory);
    writeFileSync(path.join(directory, "holdall-checkpoint.json"), '{"version": 99}');
    await expect(run(directory)).rejects.toThrow(
      /has the layout 99, and this version of holdall reads and writes 1/,
    );
    expect(called).toEqual([]);
  });

  it("is listed and pruned", async () => {
    const started = Date.now();
    for (const offset of [1, 2, 3])
      await Bag.range(4, { npartitions: 2 })
        .map((x) => x + offset)
        .compute({ scheduler: "sync", checkpoint: directory });
    const there = checkpoint(directory);
    const all = there.list();
    expect(all.map(({ operation, partition }) => `${operation} ${partition}`)).toEqual(
      Array.from({ length: 3 }, () => ["map 0", "map 1"]).flat(),
    );
    expect(
      all.every(({ stored, bytes, file }) => stored.getTime() >= started && bytes > 0 && existsSync(file)),
    ).toBe(true);
    expect(readFileSync(path.join(directory, "index.tsv"), "utf8").split("\n")).toHaveLength(6 + 2);
    expect(await there.prune({ olderThan: new Date(started) })).toMatchObject({ removed: 0, kept: 6 });
    expect(await there.prune({ keep: 1 })).toMatchObject({ removed: 4, kept: 2 });
    expect(there.list().map(({ key }) => key)).toEqual(all.slice(4).map(({ key }) => key));
    expect(await there.prune({ olderThan: new Date(Date.now() + 1000) })).toMatchObject({
      removed: 2,
      kept: 0,
    });
    expect(groupFiles()).toEqual([]);
    expect(checkpoint(path.join(folder, "nothing")).list()).toEqual([]);
    await expect(there.prune({})).rejects.toThrow(/Expected `olderThan` or `keep`, got neither/);
    await expect(there.prune({ keep: -1 })).rejects.toThrow(InvalidArgumentError);
    expect(() => checkpoint(3 as never)).toThrow(
      /`directory` to be the path or file: URL of a directory, got 3/,
    );
  });

  it("is not pruned while a run uses it", async () => {
    let pruning: Promise<unknown> | undefined;
    const hooks = {
      posttask: () => void (pruning ??= checkpoint(directory).prune({ keep: 0 }).catch(String)),
    };
    await bag.compute({ scheduler: "sync", checkpoint: directory, hooks });
    expect(await pruning).toMatch(/CheckpointError: .* is in use by process \d+ on .* since /);
    expect(checkpoint(directory).list()).toHaveLength(4);
  });
});

it("refuses what is known only while it is read", async () => {
  const bag = Bag.from([1, 2, 3]).map((x) => x + 1);
  await expect(bag.compute({ scheduler: "sync", checkpoint: directory })).rejects.toThrow(
    /cannot store what `from` comes to/,
  );
});

it("tells hooks of what was done before, and counts only what may have to run", async () => {
  const bag = Bag.range(6, { npartitions: 3 }).map((x) => x * 2);
  await bag.compute({ scheduler: "sync", checkpoint: directory });
  const told: string[] = [];
  const event: RunHooks["event"] = (one) => {
    if (one.type === "run-prepared")
      told.push(`${one.total} of ${one.layers.map(({ size }) => size).join()}`);
    else if ("key" in one && "finished" in one) told.push(`${one.type} ${one.finished}`);
    else if ("key" in one) told.push(one.type);
  };
  const more = bag.map((x) => x + 1);
  await compute(bag, more, { scheduler: "sync", checkpoint: directory, hooks: { event } });
  expect(told[0]).toBe("6 of 3,3");
  expect(told.filter((one) => one.startsWith("task-resumed"))).toHaveLength(3);
  expect(told.filter((one) => one === "task-queued")).toHaveLength(3);
  expect(told.at(-1)).toBe("task-finished 6");
  told.length = 0;
  await more.compute({ scheduler: "sync", checkpoint: directory, hooks: { event }, optimize: false });
  expect(told[0]).toBe("9 of 3,3,3"); // of other work than with `optimize`
});

it("says what has changed where progress is shown", async () => {
  const lines: string[] = [];
  registerProgress(createProgressDisplay({ stream: { write: (text) => lines.push(text) } }));
  for (const offset of [1, 2])
    await Bag.range(6, { npartitions: 3 })
      .map((x) => x + offset)
      .compute({ scheduler: "sync", checkpoint: directory, progress: true });
  registerProgress(createProgressDisplay());
  expect(lines.join("")).toContain(
    "`map` is computed anew for 3 partitions: a function, or what it captures or imports, has changed since",
  );
});

it("refuses bad options where they are given", async () => {
  const bag = Bag.range(3);
  expect(() => bag.checkpoint("")).toThrow(
    /bag.checkpoint\(\): Expected `directory` to be the path or file: URL/,
  );
  expect(() => bag.checkpoint(directory, { every: {} })).toThrow(
    /Expected `every` to be { elements } with a whole/,
  );
  expect(() => bag.checkpoint(directory, { often: 3 } as never)).toThrow(/Unknown option `often`/);
  await expect(bag.compute({ checkpoint: { directory, every: { elements: 0 } } })).rejects.toThrow(
    "Expected `checkpoint.every.elements` to be a whole number from 1 up, got 0.",
  );
  await expect(bag.compute({ checkpoint: { directory, every: {} } })).rejects.toThrow(
    "Expected `checkpoint.every` to be { elements } with a whole",
  );
  await expect(bag.compute({ checkpoint: { directory: "" } })).rejects.toThrow(
    "Expected `checkpoint.directory` to be the path or file: URL of a directory, got",
  );
});

it("is resumed after it was killed, again and again, and loses no more than was not stored", async () => {
  const script = path.join(folder, "script.mjs");
  writeFileSync(
    script,
    `import { appendFileSync } from "node:fs";
    import { Bag } from ${JSON.stringify(import.meta.resolve("holdall"))};
    const log = ${JSON.stringify(path.join(folder, "calls"))};
    const left = Number(process.argv[2]);
    let ended = 0;
    const kill = () => ++ended === left && process.kill(process.pid, "SIGKILL");
    const squares = Bag.range(30, { npartitions: 30 }).map((x) => {
      appendFileSync(log, ".");
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
      return x * x;
    });
    const value = await squares.compute({
      scheduler: "threads", workers: 2, checkpoint: ${JSON.stringify(directory)}, hooks: { posttask: kill },
    });
    console.log(value.join());`,
  );
  const { calls } = noting(() => 0);
  const run = (left: number): Promise<string> =>
    execute(process.execPath, [script, String(left)]).then(
      ({ stdout }) => stdout.trim(),
      ({ signal }: { readonly signal: string }) => signal,
    );
  let lost = 0;
  for (const left of [1, 7, 12]) {
    const before = calls() - checkpoint(directory).list().length;
    expect(await run(left)).toBe("SIGKILL");
    lost += calls() - checkpoint(directory).list().length - before;
  }
  expect(await run(Infinity)).toBe(Array.from({ length: 30 }, (_, x) => x * x).join());
  expect(calls()).toBe(30 + lost);
  expect(lost).toBeLessThan(30);
});

/** A script that squares numbers and stores the squares; what is done before and after each may be said. */
function writeScript(body: string): string {
  const script = path.join(folder, "script.mjs");
  writeFileSync(
    script,
    `import { Bag } from ${JSON.stringify(import.meta.resolve("holdall"))};
    const checkpoint = ${JSON.stringify(directory)};
    ${body}`,
  );
  return script;
}

it("ends with a clear error when nothing more can be written, and keeps what was", async () => {
  const script = writeScript(`
    const bag = Bag.range(20, { npartitions: 20 }).map((x) => new Float64Array(20_000).fill(x));
    const error = await bag.compute({ scheduler: "threads", workers: 2, checkpoint }).catch((error) => error);
    console.log(error.name, error.code, error.message);`);
  // Files of more than a megabyte are refused, as if the disk were full.
  const limited = `ulimit -f 2000; exec ${process.execPath} ${script}`;
  const { stdout } = await execute("bash", ["-c", limited]);
  expect(stdout).toMatch(
    /^CheckpointError HOLDALL_CHECKPOINT No more results can be stored in .*EFBIG.* is kept/,
  );
  const stored = checkpoint(directory).list().length;
  expect(stored).toBeGreaterThan(0);
  expect(readdirSync(path.join(directory, "results")).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  expect((await execute(process.execPath, [script])).stdout.trim()).toBe("undefined undefined undefined");
  expect(checkpoint(directory).list().length).toBe(20);
});

it("has stored what had finished when Ctrl-C ends it", async () => {
  const script = writeScript(`
    let ended = 0;
    const posttask = () => ++ended === 5 && process.kill(process.pid, "SIGINT");
    await Bag.range(1e5, { npartitions: 1e3 })
      .map((x) => (Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1), x))
      .compute({ scheduler: "threads", workers: 2, checkpoint, hooks: { posttask } });`);
  await expect(execute(process.execPath, [script])).rejects.toMatchObject({ code: 130 });
  expect(checkpoint(directory).list().length).toBeGreaterThanOrEqual(5);
  expect(readdirSync(path.join(directory, "owners"))).toEqual([]);
});
