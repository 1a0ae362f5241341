import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decode, encode } from "../src/codec.ts";

describe("codec", () => {
  it("gives back what structured clone would", () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withSparseArray: true,
      withTypedArray: true,
    });
    fc.assert(
      fc.property(anything, (value) => {
        expect(decode(encode(value))).toStrictEqual(structuredClone(value));
      }),
    );
  });

  it("sends only the bytes of a view, however large the buffer it looks into", () => {
    const view = new Float64Array(1_000_000).subarray(10, 12);
    expect(encode(view).byteLength).toBeLessThan(50);
    expect(decode(encode(view))).toEqual(Float64Array.of(0, 0));
  });

  it("gives every view a buffer of its own, of its own size", () => {
    const [a, b] = decode(encode([Int32Array.of(1, 2), Uint8Array.of(3)])) as [Int32Array, Uint8Array];
    expect(a.buffer.byteLength).toBe(8);
    expect(b.buffer.byteLength).toBe(1);
  });

  it("reads blocks in shared memory without keeping hold of it", () => {
    const block = encode(Float64Array.of(1, 2));
    const shared = new Uint8Array(new SharedArrayBuffer(block.byteLength));
    shared.set(block);
    const value = decode(shared) as Float64Array;
    shared.fill(0);
    expect(value).toEqual(Float64Array.of(1, 2));
    expect(value.buffer).toBeInstanceOf(ArrayBuffer);
  });

  it("keeps an object in two places one object, and a Buffer a Buffer", () => {
    const bytes = Buffer.from("text");
    const decoded = decode(encode([bytes, bytes])) as [Buffer, Buffer];
    expect(Buffer.isBuffer(decoded[0])).toBe(true);
    expect(decoded[0]).toBe(decoded[1]);
  });

  it("refuses functions", () => {
    expect(() => encode({ fn: () => 1 })).toThrow("could not be cloned");
  });
});
