import { concatenate } from "@holdall/bag";
import { describe, expect, it } from "vitest";

describe("concatenate", () => {
  it("joins arrays into a new array", () => {
    const array = [1];
    const joined = concatenate([array]);
    expect(joined).toEqual([1]);
    expect(joined).not.toBe(array);
    expect(concatenate<(number | number[])[]>([[1, 2], [], [[3]]])).toEqual([1, 2, [3]]);
  });

  it("joins more arrays than a call may have arguments", () => {
    const arrays = Array.from({ length: 200_000 }, (_, i) => [i]);
    expect(concatenate(arrays)).toEqual(arrays.flat());
  });

  it.each([
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
  ])("joins typed arrays into one of their kind: %o", (TypedArray) => {
    expect(concatenate([TypedArray.of(1, 2), TypedArray.of(), TypedArray.of(3)])).toEqual(
      TypedArray.of(1, 2, 3),
    );
  });

  it("joins arrays of bigints, views of larger memory, and Buffers as Uint8Arrays", () => {
    expect(concatenate([BigInt64Array.of(1n), BigInt64Array.of(2n)])).toEqual(BigInt64Array.of(1n, 2n));
    expect(concatenate([Int32Array.of(1, 2, 3).subarray(1, 2)])).toEqual(Int32Array.of(2));
    expect(concatenate<Uint8Array>([Buffer.from([1]), Uint8Array.of(2)])).toEqual(Uint8Array.of(1, 2));
  });

  it("names the first array of another kind", () => {
    const arrays = [Float64Array.of(1), Float64Array.of(), Int32Array.of(2)];
    expect(() => concatenate(arrays as Float64Array[])).toThrow(
      "concatenate(): Expected arrays of one kind, but `arrays[0]` is of kind Float64Array and `arrays[2]` of kind Int32Array.",
    );
  });

  it("names what is no array", () => {
    expect(() => concatenate([[1], 2 as never])).toThrow(
      "concatenate(): Expected `arrays[1]` to be an array or typed array, got 2.",
    );
  });

  it("needs at least one array", () => {
    expect(() => concatenate([])).toThrow("to be an array of at least one array, got an array of 0");
    expect(() => concatenate(3 as never)).toThrow("got 3");
  });
});
