import { registerClass } from "@holdall/core";
import fc from "fast-check";
import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { cases } from "../../../../test/cases.ts";
import { encodeKey, hashKey, KeyIndex } from "../../src/pipeline/key.ts";

const primitive = fc.oneof(
  fc.constantFrom<unknown[]>(0, -0, 1, NaN, Infinity, 0.1, 2 ** 40, "", "0", "n0", ",", "s1:a", "null"),
  fc.constantFrom<unknown[]>(null, undefined, true, false, 0n, -1n, 2n ** 70n, "true", "undefined"),
  fc.string(),
  fc.double(),
);
// Of few values, so that equal ones are found often.
const { key } = fc.letrec<{ key: unknown }>((tie) => ({
  key: fc.oneof(
    { maxDepth: 3 },
    primitive,
    fc.constantFrom(new Date(0), new Date(1)),
    fc.array(tie("key"), { maxLength: 3 }),
    fc.sparseArray(tie("key"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b", "1", "a,", ""), tie("key"), { maxKeys: 3 }),
  ),
}));

/** A copy that is built in another order, and has another zero. */
function alike(value: unknown): unknown {
  if (Object.is(value, 0)) return -0;
  if (Object.is(value, -0)) return 0;
  if (Array.isArray(value)) {
    const copy = new Array<unknown>(value.length);
    for (const i of value.keys()) if (i in value) copy[i] = alike(value[i]);
    return copy;
  }
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date) return new Date(value);
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, item]) => [name, alike(item)]),
  );
}

/** Without -0, which Node's comparison tells from 0. */
function normalised(value: unknown): unknown {
  if (Object.is(value, -0)) return 0;
  if (Array.isArray(value)) {
    const copy = value.slice();
    for (const i of copy.keys()) if (i in copy) copy[i] = normalised(copy[i]);
    return copy;
  }
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, normalised(item)]));
}

describe("keys", () => {
  it("are one key exactly when they are equal by structure", () => {
    fc.assert(
      fc.property(key, key, (a, b) => {
        const isEqual = isDeepStrictEqual(normalised(a), normalised(b));
        const index = new KeyIndex();
        expect(index.add(a) === index.add(b)).toBe(isEqual);
        expect(encodeKey(a) === encodeKey(b)).toBe(isEqual);
        if (isEqual) expect(hashKey(a)).toBe(hashKey(b));
      }),
      cases(2000),
    );
  });

  it("are the same for copies, whatever the order of properties and the sign of zeros", () => {
    fc.assert(
      fc.property(key, (a) => {
        const index = new KeyIndex();
        expect(index.add(a)).toBe(index.add(alike(a)));
        expect(index.find(alike(a))).toBe(0);
        expect(hashKey(alike(a))).toBe(hashKey(a));
        expect(index.keys).toHaveLength(1);
      }),
    );
  });

  it("survive structured clone", () => {
    fc.assert(
      fc.property(key, (a) => {
        expect(encodeKey(structuredClone(a))).toBe(encodeKey(a));
        expect(hashKey(structuredClone(a))).toBe(hashKey(a));
      }),
    );
  });

  it("are numbered in order of first appearance", () => {
    const index = new KeyIndex();
    const keys = ["a", [1], NaN, { b: 1 }, new Date(0), 1n, null, undefined, false];
    expect(keys.map((one) => index.add(one))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(keys.map((one) => index.add(structuredClone(one)))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(Array.from(index.keys)).toEqual(keys);
    expect(index.find([2])).toBeUndefined();
    expect(index.find("b")).toBeUndefined();
  });

  it("are kept as they first appeared, but for -0, as in a Map", () => {
    const index = new KeyIndex();
    const first = { a: 1, b: 2 };
    index.add(-0);
    index.add(first);
    index.add({ b: 2, a: 1 });
    expect(Array.from(index.keys)).toEqual([0, { a: 1, b: 2 }]);
    expect(index.keys[1]).toBe(first);
  });

  it.each([
    ["a number and its text", 1, "1"],
    ["a number and a bigint", 1, 1n],
    ["true and 1", true, 1],
    ["null and undefined", null, undefined],
    ["a structure and its encoding", [1], encodeKey([1])],
    ["a date and its time", new Date(5), 5],
    ["a hole and undefined", [,], [undefined]], // eslint-disable-line no-sparse-arrays -- it is what is tested
    ["a property that is undefined and none", { a: undefined }, {}],
    ["an array and an object", [], {}],
    ["an array and its elements as properties", ["a"], { 0: "a" }],
    ["strings that run together", ["ab", "c"], ["a", "bc"]],
    ["nested and flat", [[1], 2], [1, [2]]],
  ])("tell %s apart", (_, a, b) => {
    const index = new KeyIndex();
    expect(index.add(a)).not.toBe(index.add(b));
  });

  it("take invalid dates for equal, and objects without a prototype for plain", () => {
    const index = new KeyIndex();
    expect(index.add(new Date(NaN))).toBe(index.add(new Date("no date")));
    expect(index.add(Object.assign(Object.create(null) as object, { a: 1 }))).toBe(index.add({ a: 1 }));
  });

  class Point {
    readonly x = 1;
  }
  it.each([
    [() => 1, "a function"],
    [Symbol("s"), "Symbol(s)"],
    [new Point(), "a Point"],
    [new Map(), "a Map"],
    [new Set(), "a Set"],
    [/x/, "a RegExp"],
    [Uint8Array.of(1), "a Uint8Array"],
    [[1, new Map()], "an array of 2 that holds a Map"],
    [{ a: [Symbol.iterator] }, "an object with keys [a] that holds Symbol(Symbol.iterator)"],
  ])("are refused when they have no value that could be compared: %o", (one, named) => {
    const message = `Expected the key to be made of primitives, arrays, plain objects, dates and instances of registered classes, got ${named}.`;
    expect(() => new KeyIndex().add(one)).toThrow(new TypeError(message));
    expect(() => new KeyIndex().find(one)).toThrow(message);
    expect(() => hashKey(one)).toThrow(message);
  });

  it("are equal as instances of a registered class when their encodings are", () => {
    class Version {
      readonly parts: readonly number[];
      readonly comment: string;
      constructor(parts: readonly number[], comment: string) {
        this.parts = parts;
        this.comment = comment;
      }
    }
    class Other extends Version {}
    registerClass(Version, { encode: ({ parts }) => parts, name: "a version" });
    registerClass(Other, { name: "another version" });
    const index = new KeyIndex();
    expect(index.add(new Version([1, 2], "a"))).toBe(index.add(new Version([1, 2], "b")));
    expect(index.find([new Version([1, 2], "c")])).toBeUndefined();
    expect(hashKey([new Version([1], "a")])).toBe(hashKey([new Version([1], "b")]));
    const keys = [
      new Version([1], "a"),
      [1],
      new Other([1], "a"),
      new Other([1], "b"),
      { parts: [1], comment: "a" },
    ];
    expect(new Set(keys.map(encodeKey)).size).toBe(5);
  });

  it("are refused when they are within themselves, or nested too deeply", () => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    const message = "Expected the key to be nested no deeper than 100 levels, and not within itself, got ";
    expect(() => new KeyIndex().add(cycle)).toThrow(`${message}an array of 1.`);
    const nested = (levels: number): unknown => (levels === 0 ? 0 : { a: nested(levels - 1) });
    expect(() => hashKey(nested(101))).toThrow(`${message}an object with keys [a].`);
    expect(hashKey(nested(100))).toBeTypeOf("number");
  });
});

describe("hashes of keys", () => {
  // Partitions that were written down, or made by another version, have to be found again.
  it.each<[unknown, number]>([
    [0, 0],
    [1, 1364076727],
    [-1, 2180083513],
    [1.5, 2321223580],
    [2 ** 31, 817838341],
    [NaN, 104869765],
    [Infinity, 347545401],
    ["", 2872998923],
    ["a", 444641715],
    ["holdall", 2857163832],
    ["\u{1f600}", 1787143206],
    [true, 1715307617],
    [null, 2827039351],
    [undefined, 305651326],
    [10n, 201747254],
    [[1, "a"], 2827103397],
    [{ b: [null], a: new Date(0) }, 2625385602],
  ])("stay what they are: %o", (one, hash) => {
    expect(hashKey(one)).toBe(hash);
  });

  it("spread neighbours evenly", () => {
    for (const toKey of [(i: number) => i, (i: number) => 1000 * i, (i: number) => i / 8, String]) {
      const counts = new Uint32Array(16);
      for (let i = 0; i < 16_000; i++) counts[hashKey(toKey(i)) % 16]! += 1;
      expect(Math.min(...counts)).toBeGreaterThan(850);
      expect(Math.max(...counts)).toBeLessThan(1150);
    }
  });
});
