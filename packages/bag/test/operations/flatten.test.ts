import { Bag } from "@holdall/bag";
import { TaskError } from "@holdall/core";
import { describe, expect, it } from "vitest";
import { rejectionOf, runs } from "../schedulers.ts";

describe.each(runs)("bag.flatMap and bag.flatten with %o", (run) => {
  it("put elements of elements in their place, one level deep", async () => {
    const nested = Bag.fromSequence([[1, [2]], [], new Set([3])], { npartitions: 2 });
    expect(await nested.flatten().compute(run)).toEqual([1, [2], 3]);
    expect(
      await Bag.range(4)
        .flatMap((x) => Array(x).fill(x) as number[])
        .compute(run),
    ).toEqual([1, 2, 2, 3, 3, 3]);
  });

  it("take the characters of strings", async () => {
    expect(await Bag.fromSequence(["ab", "👍"]).flatten().compute(run)).toEqual(["a", "b", "👍"]);
    expect(
      await Bag.range(2)
        .flatMap((x) => `${x};`)
        .compute(run),
    ).toEqual(["0", ";", "1", ";"]);
  });

  it("take generators, async generators, typed arrays and promises of iterables", async () => {
    const bag = Bag.range(2);
    const generated = bag.flatMap(function* (x) {
      yield x;
      yield x + 10;
    });
    expect(await generated.compute(run)).toEqual([0, 10, 1, 11]);
    const later = bag.flatMap(async function* (x) {
      yield x;
      yield await Promise.resolve(x + 10);
    });
    expect(await later.compute(run)).toEqual([0, 10, 1, 11]);
    expect(await bag.flatMap((x) => Float64Array.of(x, x)).compute(run)).toEqual([0, 0, 1, 1]);
    expect(await bag.flatMap((x) => Promise.resolve([x, x])).compute(run)).toEqual([0, 0, 1, 1]);
  });

  it("go on in order where a later operation is asynchronous for some elements", async () => {
    const bag = Bag.range(3, { npartitions: 1 })
      .flatMap((x) => [x, x + 0.5])
      .map((x) => (Number.isInteger(x) ? Promise.resolve(x) : x));
    expect(await bag.compute(run)).toEqual([0, 0.5, 1, 1.5, 2, 2.5]);
  });

  it("name the element that is not iterable", async () => {
    const error = await rejectionOf(
      Bag.fromSequence([[1], 5 as never], { npartitions: 1 })
        .flatten()
        .compute(run),
    );
    expect(error).toBeInstanceOf(TaskError);
    expect(error).toMatchObject({ operation: "flatten", index: 1 });
    expect((error as TaskError).message).toContain("Expected the element to be iterable, got 5.");
    const mapped = Bag.range(2).flatMap((x) => (x === 1 ? (null as never) : [x]));
    expect(await rejectionOf(mapped.compute(run))).toMatchObject({
      operation: "flatMap",
      partition: 1,
      cause: { message: "Expected what `fn` returns to be iterable, got null." },
    });
  });

  it("name flatMap when its generator throws, and the element", async () => {
    const bag = Bag.range(3, { npartitions: 1 }).flatMap(function* (x) {
      yield x;
      if (x === 1) throw new Error("one");
    });
    expect(await rejectionOf(bag.count().compute(run))).toMatchObject({ operation: "flatMap", index: 1 });
  });
});

describe("an iterator that is left early", () => {
  // Endless, so the operations have to be one loop; and what is closed is noted on this thread.
  const oneLoop = { scheduler: "sync", optimize: true } as const;

  it("is closed, as `break` does it", async () => {
    const closed: string[] = [];
    const bag = Bag.fromSequence(["a", "b"], { npartitions: 1 }).flatMap(function* (name) {
      try {
        for (let i = 0; ; i++) yield `${name}${i}`;
      } finally {
        closed.push(name);
      }
    });
    expect(await bag.take(2).compute(oneLoop)).toEqual(["a0", "a1"]);
    const failing = bag.map((x) => {
      if (x === "a1") throw new Error("a1");
      return x;
    });
    expect(await rejectionOf(failing.compute(oneLoop))).toMatchObject({ operation: "map", index: 1 });
    expect(closed).toEqual(["a", "a"]);
  });

  it("is closed when it is asynchronous, and its failure to close does not hide the error", async () => {
    let closed = 0;
    const bag = Bag.range(1).flatMap(async function* () {
      try {
        for (let i = 0; ; i++) yield await Promise.resolve(i);
      } finally {
        closed += 1;
        // eslint-disable-next-line no-unsafe-finally -- this is the point
        throw new Error("cannot close");
      }
    });
    const failing = bag.map((x) => {
      if (x === 2) throw new Error("two");
      return x;
    });
    expect(await rejectionOf(failing.compute(oneLoop))).toMatchObject({
      operation: "map",
      cause: { message: "two" },
    });
    expect(closed).toBe(1);
  });
});
