import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KeyIndex } from "../../src/pipeline/key.ts";
import { NumberKeys } from "../../src/pipeline/number-keys.ts";
import { placesInMap } from "./places-in-map.ts";

const number = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.integer(),
  fc.double(),
  fc.constantFrom(0, -0, NaN, Infinity, -Infinity, 2 ** 31, -(2 ** 31), 2 ** 53, 0.5, Number.MIN_VALUE),
);

describe("keys that are numbers", () => {
  it("get the places that a Map has them at", () => {
    fc.assert(
      fc.property(fc.array(number, { maxLength: 300 }), number, (all, other) => {
        const keys = new NumberKeys();
        const expected = placesInMap(all);
        expect(all.map((key) => keys.add(key))).toEqual(expected.places);
        expect(all.map((key) => keys.find(key))).toEqual(expected.places);
        expect(Array.from(keys.keys)).toEqual(expected.keys);
        expect(keys.size).toBe(expected.keys.length);
        expect(keys.find(other)).toBe(new Map(expected.keys.map((key, i) => [key, i])).get(other));
      }),
    );
  });

  it.each([
    ["that follow each other", (i: number) => i],
    ["that differ in their first bits only", (i: number) => (i & 0xffff) * 2 ** 16],
    ["that are not whole", (i: number) => i / 8],
    ["that are large", (i: number) => i * 2 ** 20],
  ])("stay apart where there are many %s", (_, toKey) => {
    const all = Array.from({ length: 100_000 }, (_, i) => toKey(i));
    const keys = new NumberKeys();
    const expected = placesInMap(all);
    expect(all.map((key) => keys.add(key))).toEqual(expected.places);
  });

  it("keep their places when another key comes", () => {
    fc.assert(
      fc.property(
        fc.array(number, { maxLength: 100 }),
        fc.constantFrom<unknown>("a", "1", null, undefined, true, 1n, [1], { a: 1 }),
        (all, other) => {
          const index = new KeyIndex();
          const before = all.map((key) => index.add(key));
          const { size } = index;
          expect(index.find(other)).toBeUndefined();
          expect(index.add(other)).toBe(size);
          expect(all.map((key) => index.add(key))).toEqual(before);
          expect(all.map((key) => index.find(key))).toEqual(before);
          expect(index.find(other)).toBe(size);
          expect(Array.from(index.keys)).toEqual([...placesInMap(all).keys, other]);
        },
      ),
    );
  });
});
