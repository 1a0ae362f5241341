import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KeyIndex } from "../../src/pipeline/key.ts";
import { StringKeys } from "../../src/pipeline/string-keys.ts";
import { placesInMap } from "./places-in-map.ts";

// Of few characters, so that equal ones are found often; short and long ones.
const string = fc.oneof(
  fc.string({ unit: fc.constantFrom("a", "b", "\0", "é", "€", "😀"), maxLength: 3 }),
  fc.string({ unit: "binary", maxLength: 40 }),
);

describe("keys that are strings", () => {
  it("get the places that a Map has them at", () => {
    fc.assert(
      fc.property(fc.array(string, { maxLength: 300 }), string, (all, other) => {
        const expected = placesInMap(all);
        for (const keys of [new StringKeys(), new KeyIndex()]) {
          expect(keys.find(other)).toBeUndefined();
          expect(all.map((key) => keys.add(key))).toEqual(expected.places);
          expect(all.map((key) => keys.find(key))).toEqual(expected.places);
          expect(keys.keys).toEqual(expected.keys);
          expect(keys.size).toBe(expected.keys.length);
          expect(keys.find(other)).toBe(new Map(expected.keys.map((key, i) => [key, i])).get(other));
        }
      }),
    );
  });

  it.each([
    ["numbered", (i: number) => `user ${i}`],
    ["numbered in the same width", (i: number) => String(i).padStart(12, "0")],
    ["different in their first characters only", (i: number) => `${i}${"-".repeat(20)}`],
    ["of one character each", (i: number) => String.fromCharCode(i % 2 ** 16)],
    ["long", (i: number) => `${"-".repeat(60)}${i}`],
  ])("stay apart where there are many that are %s", (_, toKey) => {
    const all = Array.from({ length: 100_000 }, (_, i) => toKey(i));
    const expected = placesInMap(all);
    const keys = new KeyIndex();
    expect(all.map((key) => keys.add(key))).toEqual(expected.places);
  });

  it("keep their places when another key comes", () => {
    fc.assert(
      fc.property(
        fc.array(string, { maxLength: 100 }),
        fc.constantFrom<unknown>("a".repeat(100), 1, NaN, null, undefined, true, 1n, [1], { a: 1 }),
        (all, other) => {
          const index = new KeyIndex();
          const before = all.map((key) => index.add(key));
          const { size } = index;
          expect(index.find(other)).toBeUndefined();
          expect(index.add(other)).toBe(size);
          expect(index.find(other)).toBe(size);
          expect(index.size).toBe(size + 1);
          expect(all.map((key) => index.add(key))).toEqual(before);
          expect(index.keys).toEqual([...new Set(all), other]);
        },
      ),
    );
  });
});
