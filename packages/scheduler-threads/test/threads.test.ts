import { delayed, InvalidArgumentError } from "@holdall/core";
import { threads } from "@holdall/scheduler-threads";
import { describe, expect, it, onTestFinished } from "vitest";
import { poolContract } from "../../worker-pool/test/pool-contract.js";

poolContract("threads", threads);

describe("threads: memoryLimit", () => {
  it("is refused, with a hint to processes", () => {
    expect(() => threads({ memoryLimit: "1 GiB" } as never)).toThrow(InvalidArgumentError);
    expect(() => threads({ memoryLimit: "1 GiB" } as never)).toThrow(/is an option of processes\(\)/);
  });
});

describe("threads: shared memory", () => {
  function open(): ReturnType<typeof threads> {
    const pool = threads({ workers: 2 });
    onTestFinished(() => pool.close());
    return pool;
  }

  it("stays shared when a function captures it", async () => {
    const counter = new Int32Array(new SharedArrayBuffer(4));
    const count = delayed((by: number) => Atomics.add(counter, 0, by));
    const sum = delayed((...befores: number[]) => befores.length);
    expect(await sum(count(1), count(2), count(3)).compute({ scheduler: open() })).toBe(3);
    expect(counter[0]).toBe(6);
  });

  it("is told apart from other memory with the same bytes in it", async () => {
    const pool = open();
    const memories = [new SharedArrayBuffer(4), new SharedArrayBuffer(4)];
    for (const memory of memories) {
      const set = delayed(() => Atomics.store(new Int32Array(memory), 0, memories.indexOf(memory) + 5));
      await set().compute({ scheduler: pool });
    }
    expect(memories.map((memory) => new Int32Array(memory)[0])).toEqual([5, 6]);
  });

  it("stays shared as an argument and as a result", async () => {
    const pool = open();
    const numbers = new Float64Array(new SharedArrayBuffer(16), 8, 1);
    const write = delayed((into: Float64Array) => {
      into[0] = 1.5;
      return into;
    });
    const result = await delayed((array: Float64Array) => array)(write(numbers)).compute({ scheduler: pool });
    expect(numbers[0]).toBe(1.5);
    numbers[0] = 2;
    expect(result).toEqual(Float64Array.of(2));
  });

  it("can be made in one task and written in another", async () => {
    const make = delayed(() => new Int32Array(new SharedArrayBuffer(8)));
    const write = delayed((array: Int32Array, at: number) => {
      array[at] = at + 1;
      return array;
    });
    const read = delayed((...arrays: Int32Array[]) => [...arrays[0]!]);
    const made = make();
    const values = await read(write(made, 0), write(made, 1)).compute({ scheduler: open() });
    expect(values).toEqual([1, 2]);
  });
});
