import { tokenize } from "@holdall/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("tokenize", () => {
  it("gives equal values equal tokens", () => {
    fc.assert(
      fc.property(
        fc.anything({ withDate: true, withMap: true, withSet: true, withTypedArray: true }),
        (value) => {
          expect(tokenize(structuredClone(value))).toBe(tokenize(value));
        },
      ),
    );
  });

  it("is the same in every process", () => {
    expect(tokenize({ a: [1, "2", null], b: new Map([[1n, new Date(0)]]) })).toBe("857ef2b41d61d5c8");
  });

  it.each([
    [1, "1"],
    [0, -0],
    [null, undefined],
    [[], {}],
    [
      [1, [2]],
      [[1], 2],
    ],
    [
      ["ab", "c"],
      ["a", "bc"],
    ],
    [1n, 1],
    [Uint8Array.of(1), Int8Array.of(1)],
    [new Set([1]), [1]],
    [() => 1, () => 1],
    [Symbol("a"), Symbol("a")],
  ])("tells %o from %o", (a, b) => {
    expect(tokenize(a)).not.toBe(tokenize(b));
  });

  it("heeds neither the order of keys nor where an object came from", () => {
    const shared = {};
    expect(tokenize({ a: 1, b: 2 })).toBe(tokenize({ b: 2, a: 1 }));
    expect(tokenize([shared, shared])).toBe(tokenize([{}, {}]));
  });

  it("keeps the token of a function and of an instance for as long as they live", () => {
    const fn = (): number => 1;
    const instance = new (class Point {})();
    expect(tokenize(fn, instance)).toBe(tokenize(fn, instance));
  });

  it("ends on cycles", () => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    expect(tokenize(cycle)).toBe(tokenize(cycle));
  });
});
