import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ContentHash, NotPlainError } from "../src/keys/content-hash.ts";

function hash(value: unknown): string {
  return new ContentHash().update(value).digest();
}

describe("the hash of a value", () => {
  it("is that of a copy, however V8 holds it", () => {
    fc.assert(
      fc.property(
        fc.anything({ withDate: true, withMap: true, withSet: true, withTypedArray: true }),
        (value) => {
          expect(hash(structuredClone(value))).toBe(hash(value));
        },
      ),
    );
    const grown: number[] = [];
    grown[2] = 3;
    grown[1] = 2;
    grown[0] = 1;
    expect(hash(grown)).toBe(hash([1, 2, 3]));
    expect(hash(["x".repeat(3)])).toBe(hash([JSON.parse('"xxx"')]));
  });

  it.each<[unknown, unknown]>([
    [0, -0],
    [1, "1"],
    [1, 1n],
    [null, undefined],
    [[undefined], [,]], // eslint-disable-line no-sparse-arrays
    [
      ["ab", "c"],
      ["a", "bc"],
    ],
    [[[1], 2], [[1, 2]]],
    [{ a: 1 }, Object.assign(Object.create(null) as object, { a: 1 })],
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
    [new Date(0), 0],
    [new Map([[1, 2]]), new Set([1, 2])],
    [new Uint8Array(4), new Int8Array(4)],
    [new Uint8Array(4), Buffer.alloc(4)],
    [new Uint8Array(4), new ArrayBuffer(4)],
    [/a/, /a/g],
    [/a/.exec("a"), ["a"]],
    ["x".repeat(100_000), "x".repeat(100_001)],
  ])("tells %o and %o apart", (one, other) => {
    expect(hash(one)).not.toBe(hash(other));
  });

  it("takes values that contain themselves", () => {
    const make = (): unknown[] => {
      const list: unknown[] = [1];
      list.push({ list });
      return list;
    };
    expect(hash(make())).toBe(hash(make()));
  });

  it.each([() => 1, Symbol("s"), new (class Point {})(), new Error("e"), runInNewContext("({})")])(
    "is refused for what is more than data: %o",
    (value) => {
      expect(() => hash([value])).toThrow(NotPlainError);
    },
  );
});
