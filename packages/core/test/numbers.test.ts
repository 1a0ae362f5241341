import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromNumbers, joinNumbers, sliceNumbers, toNumbers } from "../src/numbers.ts";

const number = fc.oneof(
  fc.integer({ min: -5, max: 5 }),
  fc.double(),
  fc.constantFrom(-0, NaN, 2 ** 31 - 1, 2 ** 31, -(2 ** 31)),
);

describe("numbers", () => {
  it("come back as they were", () => {
    fc.assert(
      fc.property(fc.array(number, { minLength: 1 }), (all) => {
        expect(fromNumbers(toNumbers(all.length, (i) => all[i])!)).toStrictEqual(all);
        expect(fromNumbers(joinNumbers([all])!, 1)).toStrictEqual(all.slice(1));
      }),
    );
  });

  it("are sliced as arrays are", () => {
    fc.assert(
      fc.property(fc.array(number), fc.nat(10), fc.nat(10), (all, start, length) => {
        const expected = all.slice(start, start + length);
        const end = start + expected.length;
        const sliced = sliceNumbers(all, start, end);
        if (expected.length === 0) expect(sliced).toBeUndefined();
        else expect(fromNumbers(sliced!)).toStrictEqual(expected);
      }),
    );
    expect(sliceNumbers(["a", 1, 2, "b"], 1, 3)).toEqual(Int32Array.of(1, 2));
    // eslint-disable-next-line no-sparse-arrays -- a hole is no number
    expect(sliceNumbers([1, , 2], 0, 3)).toBeUndefined();
  });

  it("are joined in order, from arrays of any kind", () => {
    fc.assert(
      fc.property(fc.array(fc.array(number)), (arrays) => {
        const joined = joinNumbers(
          arrays.map((array, i) => (i % 2 === 0 ? array : Float64Array.from(array))),
        );
        const expected = arrays.flat();
        if (expected.length === 0) expect(joined).toBeUndefined();
        else expect(fromNumbers(joined!)).toStrictEqual(expected);
      }),
    );
  });

  it("take half the memory where they are whole", () => {
    expect(joinNumbers([[1, 2], [-(2 ** 31)]])).toEqual(Int32Array.of(1, 2, -(2 ** 31)));
    for (const other of [2 ** 31, 0.5, -0, NaN])
      expect(joinNumbers([[1], [other]])).toEqual(Float64Array.of(1, other));
  });

  it("are nothing where one is something else", () => {
    for (const other of ["1", 1n, null, undefined, true]) {
      expect(joinNumbers([[1, 0.5], [other]])).toBeUndefined();
      expect(joinNumbers([[other], [1]])).toBeUndefined();
      expect(toNumbers(2, (i) => [1, other][i])).toBeUndefined();
    }
  });
});
