import { Bag } from "@holdall/bag";
import { describe, expect, it } from "vitest";
import { rejectionOf, runs } from "../schedulers.ts";

describe.each(runs)("bag.starmap with %o", (run) => {
  const pairs = Bag.fromSequence<[number, number]>(
    [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
    { npartitions: 2 },
  );

  it("gives the elements of each element as arguments", async () => {
    expect(await pairs.starmap((a, b) => a * b).compute(run)).toEqual([2, 12, 30]);
    expect(await pairs.starmap((...all) => all.length).compute(run)).toEqual([2, 2, 2]);
    expect(await pairs.starmap((a, b = 0, ...rest) => a + b + rest.length).compute(run)).toEqual([3, 7, 11]);
    expect(await pairs.starmap((a) => a).compute(run)).toEqual([1, 3, 5]);
    expect(await pairs.starmap(() => "x").compute(run)).toEqual(["x", "x", "x"]);
  });

  it("takes elements of any length, and anything iterable", async () => {
    const lists = Bag.fromSequence<Iterable<unknown>>([
      [],
      [1],
      [1, 2, 3],
      "ab",
      new Set([7]),
      Uint8Array.of(8),
    ]);
    expect(await lists.starmap((a, b) => [a, b]).compute(run)).toEqual([
      [undefined, undefined],
      [1, undefined],
      [1, 2],
      ["a", "b"],
      [7, undefined],
      [8, undefined],
    ]);
  });

  it("awaits promises and reads generators into arrays, as map does", async () => {
    expect(await pairs.starmap((a, b) => Promise.resolve(a + b)).compute(run)).toEqual([3, 7, 11]);
    const lists = pairs.starmap(function* (a, b) {
      yield a;
      yield b;
    });
    expect(await lists.compute(run)).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
  });

  it("names the element that is not iterable", async () => {
    const bag = Bag.fromSequence([[1], 2, [3]] as number[][], { npartitions: 1 }).starmap((x) => x);
    expect(await rejectionOf(bag.compute(run))).toMatchObject({
      operation: "starmap",
      index: 1,
      cause: { message: "Expected the element to be iterable, got 2." },
    });
  });

  it("refuses what is no function", () => {
    expect(() => pairs.starmap("f" as never)).toThrow(
      'bag.starmap(): Expected `fn` to be a function, got "f".',
    );
  });
});
