import { Bag } from "@holdall/bag";
import { InvalidArgumentError } from "@holdall/core";
import { describe, expect, it } from "vitest";
import { rejectionOf, runs } from "../schedulers.ts";

const letters = Bag.fromSequence("abcdefghijklmnopqrstuvwxyz", { npartitions: 20 });

describe.each(runs)("bag.fold with %o", (run) => {
  it("folds in order, from the first element or from `initial`", async () => {
    expect(await letters.fold((a, b) => a + b).compute(run)).toBe("abcdefghijklmnopqrstuvwxyz");
    expect(await letters.fold((a, b) => a + b, { initial: "" }).compute(run)).toBe(
      "abcdefghijklmnopqrstuvwxyz",
    );
  });

  it("combines what partitions came to with `combine`, in order", async () => {
    const folded = letters.fold((list: string[], letter) => [...list, letter.toUpperCase()], {
      initial: [],
      combine: (a, b) => [...a, ...b],
      splitEvery: 3,
    });
    expect((await folded.compute(run)).join("")).toBe("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  });

  it("gives each partition and each compute a copy of `initial` that it may change", async () => {
    const initial: string[] = [];
    const push = (list: string[], letter: string): string[] => {
      list.push(letter);
      return list;
    };
    const folded = letters.fold(push, { initial, combine: (a, b) => a.concat(b) });
    expect(await folded.compute(run)).toHaveLength(26);
    expect(await folded.compute(run)).toHaveLength(26);
    expect(initial).toEqual([]);
  });

  it("calls a function for `initial`, asynchronous ones too", async () => {
    const folded = letters.fold((seen: Set<string>, letter) => seen.add(letter), {
      initial: () => Promise.resolve(new Set<string>()),
      combine: (a, b) => new Set([...a, ...b]),
    });
    expect((await folded.compute(run)).size).toBe(26);
  });

  it("awaits asynchronous functions one at a time", async () => {
    const folded = letters.fold(async (a, b) => a + (await Promise.resolve(b)), {
      combine: async (a, b) => (await Promise.resolve(a)) + b,
    });
    expect(await folded.compute(run)).toBe("abcdefghijklmnopqrstuvwxyz");
  });

  it("gives `initial` for no elements, and without one refuses", async () => {
    const empty = letters.filter(() => false);
    expect(await empty.fold((a, b) => a + b, { initial: "none" }).compute(run)).toBe("none");
    expect(await rejectionOf(empty.fold((a, b) => a + b).compute(run))).toMatchObject({
      operation: "fold",
      cause: { message: "The bag has no elements, and without `initial` there is nothing to fold." },
    });
  });

  it("does not let `initial` count for empty partitions", async () => {
    const few = letters.filter((letter) => letter === "b");
    expect(await few.fold((a: string, b: string) => a + b, { initial: ">" }).compute(run)).toBe(">b");
  });

  it("names itself and the element when a function throws", async () => {
    const fail = (a: string, b: string): string => {
      if (b === "b") throw new Error("b");
      return a + b;
    };
    expect(await rejectionOf(letters.fold(fail).compute(run))).toMatchObject({
      operation: "fold",
      partition: 0,
      index: 1,
    });
  });
});

describe("bag.fold", () => {
  it.each([1, 0, -3, 2.5, true, "8"])("refuses to split every %s", (splitEvery) => {
    expect(() => letters.fold((a, b) => a + b, { splitEvery: splitEvery as number })).toThrow(
      /^bag\.fold\(\): Expected `splitEvery` to be false or a whole number from 2 up, got /,
    );
  });

  it("refuses an `initial` that cannot be copied as it is", () => {
    class Tally {
      count = 0;
    }
    const fold = (initial: object): unknown =>
      letters.fold((a: object) => a, { initial, combine: (a: object) => a });
    expect(() => fold(new Tally())).toThrow(
      "bag.fold(): Expected `initial` to be a value that structuredClone can copy, or a function that makes it, got a Tally.",
    );
    expect(() => fold({ call: () => 1 })).toThrow(InvalidArgumentError);
    expect(() => fold(new Map())).not.toThrow();
  });

  it("refuses unknown options and what is no function", () => {
    expect(() => letters.fold((a) => a, { inital: "" } as never)).toThrow("Did you mean `initial`?");
    expect(() => letters.fold((a) => a, { combine: 3 as never })).toThrow(
      "Expected `combine` to be a function, got 3.",
    );
    expect(() => letters.fold(3 as never)).toThrow("bag.fold(): Expected `binop` to be a function, got 3.");
  });
});
