import { arraySplit } from "@holdall/bag";
import { InvalidArgumentError } from "@holdall/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("arraySplit", () => {
  it("makes sections that differ by one at most, longer ones first", () => {
    expect(arraySplit([0, 1, 2, 3, 4, 5, 6, 7], 3)).toEqual([
      [0, 1, 2],
      [3, 4, 5],
      [6, 7],
    ]);
  });

  it("gives empty sections at the end when there are more sections than elements", () => {
    expect(arraySplit(["a"], 3)).toEqual([["a"], [], []]);
    expect(arraySplit([], 2)).toEqual([[], []]);
  });

  it("gives views of the memory of a typed array", () => {
    const array = Float64Array.of(1, 2, 3);
    const sections = arraySplit(array, 2);
    expect(sections).toEqual([Float64Array.of(1, 2), Float64Array.of(3)]);
    expect(sections[1]!.buffer).toBe(array.buffer);
    expect(sections[1]!.byteOffset).toBe(16);
  });

  it("splits without losing or moving anything", () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 40 }), (array, count) => {
        const sections = arraySplit(array, count);
        const lengths = sections.map((section) => section.length);
        expect(sections).toHaveLength(count);
        expect(sections.flat()).toEqual(array);
        expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
        expect(lengths).toEqual(lengths.toSorted((a, b) => b - a));
      }),
    );
  });

  it.each([0, -1, 1.5, NaN, "2"])("refuses %s sections", (sections) => {
    expect(() => arraySplit([1], sections as number)).toThrow(
      /^arraySplit\(\): Expected `sections` to be a whole number from 1 up, got /,
    );
  });

  it.each(["text", new DataView(new ArrayBuffer(8)), { length: 2 }, null])(
    "refuses %s as an array",
    (array) => {
      expect(() => arraySplit(array as never, 2)).toThrow(InvalidArgumentError);
    },
  );
});
