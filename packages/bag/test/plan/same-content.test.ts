import { describe, expect, it } from "vitest";
import { isSameContent } from "../../src/plan/same-content.ts";

const symbol = Symbol("key");
const cyclic = (): unknown[] => {
  const array: unknown[] = [];
  array.push(array);
  return array;
};

describe("isSameContent", () => {
  it.each([
    [1, 1],
    [NaN, NaN],
    [
      [1, [2, "a"]],
      [1, [2, "a"]],
    ],
    [
      { a: 1, b: { c: null } },
      { b: { c: null }, a: 1 },
    ],
    [new Date(5), new Date(5)],
    [Float64Array.of(1, NaN), Float64Array.of(1, NaN)],
  ])("sees that %o is %o", (a, b) => {
    expect(isSameContent(a, b)).toBe(true);
  });

  it.each([
    [0, -0],
    [1, "1"],
    [null, undefined],
    [[1], [1, 2]],
    [[undefined], {}],
    [{ a: undefined }, { b: undefined }],
    [{ [symbol]: 1 }, { [symbol]: 2 }],
    [new Date(5), new Date(6)],
    [Float64Array.of(1), Float32Array.of(1)],
    [new Set([1]), new Set([1])],
    [Promise.resolve(1), Promise.resolve(1)],
    [() => 1, () => 1],
  ])("does not take %o for %o", (a, b) => {
    expect(isSameContent(a, b)).toBe(false);
  });

  it("comes to an end where data holds itself", () => {
    expect(isSameContent(cyclic(), cyclic())).toBe(false);
  });

  it("looks no further than the first difference", () => {
    const trap = {
      get a(): never {
        throw new Error("looked");
      },
    };
    expect(isSameContent([1, trap], [2, trap])).toBe(false);
  });
});
