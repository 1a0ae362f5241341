import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decode, encode, sizeOf } from "../../src/codec.ts";
import { fromTable, replaceByTables, replaceTables, toTable } from "../../src/codec/table.ts";

const primitive = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.string(),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.boolean(),
  fc.constantFrom(null, undefined, -0, NaN, 2n ** 70n, 2 ** 31, "\ud800"),
);

/** Arrays of 32 to 60 records that have the same keys; under each key either values of one kind, or of several. */
const records = fc
  .uniqueArray(
    fc.string().filter((key) => key !== "__proto__"),
    { minLength: 1, maxLength: 5 },
  )
  .chain((keys) =>
    fc.tuple(
      ...keys.map((key) => fc.tuple(fc.constant(key), fc.constantFrom(primitive, fc.integer(), fc.string()))),
    ),
  )
  .chain((columns) =>
    fc.array(
      fc
        .tuple(...columns.map(([, values]) => values))
        .map((values) => Object.fromEntries(columns.map(([key], i) => [key, values[i]]))),
      { minLength: 32, maxLength: 60 },
    ),
  );

/** Forty records, the last of which is made by the caller. */
function recordsWith(last: unknown): unknown[] {
  return [...Array.from({ length: 39 }, (_, id) => ({ id, name: `n${id}` })), last];
}

describe("table", () => {
  it("gives back any records of primitives as structured clone would", () => {
    fc.assert(
      fc.property(records, (array) => {
        const table = toTable(array);
        expect(table).toBeDefined();
        expect(fromTable(table!)).toStrictEqual(structuredClone(array));
        expect(decode(encode(array))).toStrictEqual(structuredClone(array));
      }),
    );
  });

  it("gives back any numbers, and leaves alone arrays that hold more than that", () => {
    const numbers = fc.array(fc.oneof(fc.integer(), fc.double(), fc.constantFrom(-0, NaN, 2 ** 31)), {
      minLength: 32,
      maxLength: 60,
    });
    fc.assert(
      fc.property(numbers, (array) => {
        expect(fromTable(toTable(array)!)).toStrictEqual(array);
        expect(decode(encode(array))).toStrictEqual(array);
      }),
    );
    const list = Array.from({ length: 40 }, (_, i) => i);
    const holey = Object.assign(list.slice(), { length: 50 });
    const named = Object.assign(list.slice(), { title: "t" });
    for (const array of [holey, named, [...list, "x"], [...list, 1n], [...list, undefined]]) {
      expect(toTable(array)).toBeUndefined();
      expect(decode(encode(array))).toStrictEqual(array);
    }
  });

  it("gives back any tuples of primitives as structured clone would", () => {
    const tuples = fc
      .array(fc.constantFrom(primitive, fc.integer(), fc.string()), { minLength: 1, maxLength: 5 })
      .chain((places) => fc.array(fc.tuple(...places), { minLength: 64, maxLength: 90 }));
    fc.assert(
      fc.property(tuples, (array) => {
        const table = toTable(array);
        expect(table?.kind).toBe("tuples");
        expect(fromTable(table!)).toStrictEqual(structuredClone(array));
        expect(decode(encode(array))).toStrictEqual(structuredClone(array));
      }),
    );
  });

  it.each<[string, unknown]>([
    ["longer", [1, "a", 2]],
    ["shorter", [1]],
    ["empty", []],
    ["no array", { 0: 1, 1: "a" }],
    ["an array with a hole", Object.assign([1], { length: 2 })],
    ["one with properties of its own", Object.assign([1, "a"], { title: "t" })],
    ["one with an object in it", [1, ["a"]]],
    ["of a class", new (class Pair extends Array<unknown> {})(1, "a")],
  ])("leaves arrays of tuples alone in which one is %s", (_name, last) => {
    const array = [...Array.from({ length: 79 }, (_, i) => [i, "a"]), last];
    expect(toTable(array)).toBeUndefined();
    expect(decode(encode(array))).toEqual(structuredClone(array));
  });

  it("leaves arrays of tuples alone that hold one twice, have a hole, or properties of their own", () => {
    const pairs = Array.from({ length: 80 }, (_, i) => [i, -i]);
    const twice = pairs.with(3, pairs[7]!);
    const holey = Object.assign(pairs.slice(), { length: 90 });
    const named = Object.assign(pairs.slice(), { title: "t" });
    for (const array of [twice, holey, named]) expect(toTable(array)).toBeUndefined();
    const decoded = decode(encode(twice)) as unknown[];
    expect(decoded[3]).toBe(decoded[7]);
    const long = Array.from({ length: 80 }, () => Array.from({ length: 9 }, (_, i) => i));
    expect(toTable(long)).toBeUndefined();
  });

  it("takes less room than the tuples", () => {
    const array = Array.from({ length: 1000 }, (_, i) => [i, i % 2 === 0]);
    expect(sizeOf(encode(array))).toBeLessThan(6000);
  });

  it("keeps the order of keys", () => {
    const array = Array.from({ length: 40 }, (_, i) => ({ z: i, a: "x", m: true }));
    expect(Object.keys((decode(encode(array)) as object[])[7]!)).toEqual(["z", "a", "m"]);
  });

  it("takes less room than the records", () => {
    const array = Array.from({ length: 1000 }, (_, id) => ({ identifier: id, isActive: true }));
    expect(sizeOf(encode(array))).toBeLessThan(6000);
  });

  it.each([
    ["other keys", { id: 1, label: "x" }],
    ["keys in another order", { name: "x", id: 1 }],
    ["more keys", { id: 1, name: "x", more: 1 }],
    ["an object inside", { id: 1, name: { first: "x" } }],
    ["a Map", new Map()],
    ["null", null],
    ["a primitive", 7],
    ["an object without a prototype", Object.assign(Object.create(null) as object, { id: 1, name: "x" })],
  ])("leaves arrays alone in which a record has, or is, %s", (_name, last) => {
    const array = recordsWith(last);
    expect(toTable(array)).toBeUndefined();
    expect(decode(encode(array))).toEqual(structuredClone(array));
  });

  it("leaves arrays alone that hold one record twice, have a hole, or properties of their own", () => {
    const one = { id: 1, name: "x" };
    const twice = recordsWith(one).with(3, one);
    const holey = Object.assign(recordsWith(one), { length: 50 });
    const named = Object.assign(recordsWith(one), { title: "t" });
    for (const array of [twice, holey, named]) expect(toTable(array)).toBeUndefined();
    const decoded = decode(encode(twice)) as unknown[];
    expect(decoded[3]).toBe(decoded[39]);
    expect(45 in (decode(encode(holey)) as unknown[])).toBe(false);
    expect(decode(encode(named))).toHaveProperty("title", "t");
  });

  it("refuses what cannot be cloned, as structured clone does", () => {
    expect(() => encode(recordsWith({ id: 1, name: () => 1 }))).toThrow("could not be cloned");
    expect(() => encode(recordsWith({ id: 1, name: Symbol("x") }))).toThrow("could not be cloned");
  });

  it("stands for arrays among other values, where one array in two places stays one", () => {
    const array = recordsWith({ id: 1, name: "x" });
    const values = [1, array, "text", array, [2]];
    const packed = [...values];
    const places = replaceByTables(packed);
    expect(places).toEqual([1, 3]);
    const unpacked = replaceTables(packed, places);
    expect(unpacked).toEqual(values);
    expect(unpacked[1]).toBe(unpacked[3]);
  });
});
