import { Bag } from "@holdall/bag";
import { describe, expect, it } from "vitest";
import { rejectionOf, runs } from "../schedulers.ts";

describe.each(runs)("bag.pluck with %o", (run) => {
  const people = Bag.fromSequence<{ name: string; age?: number | undefined }>([
    { name: "Ada", age: 36 },
    { name: "Alan" },
  ]);

  it("takes a property, an index, or several", async () => {
    expect(await people.pluck("name").compute(run)).toEqual(["Ada", "Alan"]);
    const pairs = Bag.fromSequence<[string, number]>([
      ["a", 1],
      ["b", 2],
    ]);
    expect(await pairs.pluck(1).compute(run)).toEqual([1, 2]);
    expect(await pairs.pluck([1, 0]).compute(run)).toEqual([
      [1, "a"],
      [2, "b"],
    ]);
    expect(await Bag.fromSequence(["abc"]).pluck("length").compute(run)).toEqual([3]);
  });

  it("puts the default for a property that is not there, be it undefined", async () => {
    expect(await people.pluck("age", 0).compute(run)).toEqual([36, 0]);
    expect(await people.pluck("age", undefined).compute(run)).toEqual([36, undefined]);
    expect(await people.pluck(["age", "name"], null).compute(run)).toEqual([
      [36, "Ada"],
      [null, "Alan"],
    ]);
    expect(
      await Bag.fromSequence([null as unknown as { a: 1 }])
        .pluck("a", 2)
        .compute(run),
    ).toEqual([2]);
  });

  it("takes a property that is there and undefined", async () => {
    expect(
      await Bag.fromSequence([{ a: undefined }])
        .pluck("a")
        .compute(run),
    ).toEqual([undefined]);
  });

  it("names the element without the property", async () => {
    expect(await rejectionOf(people.pluck("age").compute(run))).toMatchObject({
      operation: "pluck",
      partition: 1,
      index: 0,
      cause: {
        message:
          'Expected the element to have "age", got an object with keys [name]. Pass `pluck` a default to allow that.',
      },
    });
  });

  it("refuses what is no key", () => {
    expect(() => people.pluck(null as never)).toThrow(
      "bag.pluck(): Expected `key` to be a string, number, symbol or an array of these, got null.",
    );
    expect(() => people.pluck(["name", {}] as never)).toThrow("bag.pluck()");
  });
});
