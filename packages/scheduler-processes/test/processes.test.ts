import { delayed } from "@holdall/core";
import { processes } from "@holdall/scheduler-processes";
import { describe, expect, it, onTestFinished } from "vitest";
import { poolContract } from "../../worker-pool/test/pool-contract.js";

poolContract("processes", processes);

describe("processes: shared memory", () => {
  function open(): ReturnType<typeof processes> {
    const pool = processes({ workers: 1 });
    onTestFinished(() => pool.close());
    return pool;
  }

  it("is refused before anything runs when a function captures it", async () => {
    const counter = new Int32Array(new SharedArrayBuffer(4));
    const started: string[] = [];
    const count = delayed(() => Atomics.add(counter, 0, 1));
    const hooks = { pretask: ({ key }: { readonly key: string }) => void started.push(key) };
    await expect(count().compute({ scheduler: open(), hooks })).rejects.toThrow(
      /`counter`.* is shared memory, which other processes cannot see/,
    );
    expect(started).toEqual([]);
  });

  it("is copied where an argument is a view of it", async () => {
    const view = new Float64Array(new SharedArrayBuffer(16));
    view.set([1, 2]);
    const write = delayed((into: Float64Array) => into.fill(7));
    expect(await write(view).compute({ scheduler: open() })).toEqual(Float64Array.of(7, 7));
    expect([...view]).toEqual([1, 2]);
  });
});
