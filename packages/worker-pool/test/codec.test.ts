import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decode, encode, movableMemory, packBlocks, sizeOf } from "../src/codec.ts";

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
    expect(sizeOf(encode(view))).toBeLessThan(50);
    expect(decode(encode(view))).toEqual(Float64Array.of(0, 0));
  });

  it("hands over the memory of large views to their last reader, and to no other", () => {
    const value = { numbers: new Float64Array(1000).fill(7) };
    const block = encode(value);
    const [first, last] = [decode(block), decode(block, true)] as [typeof value, typeof value];
    expect([first, last]).toEqual([value, value]);
    expect(new Set([value.numbers.buffer, first.numbers.buffer, last.numbers.buffer]).size).toBe(3);
    expect(movableMemory([block, encode(value.numbers.subarray(1, 3))])).toEqual([last.numbers.buffer]);
    expect(sizeOf(block)).toBeGreaterThan(8000);
  });

  it("gives every view a buffer of its own, of its own size", () => {
    const [a, b] = decode(encode([Int32Array.of(1, 2), Uint8Array.of(3)])) as [Int32Array, Uint8Array];
    expect(a.buffer.byteLength).toBe(8);
    expect(b.buffer.byteLength).toBe(1);
  });

  it("reads blocks in shared memory without keeping hold of it", () => {
    const shared: Uint8Array[] = [];
    const pack = (blocks: readonly Uint8Array[]): readonly Uint8Array[] => {
      for (const bytes of blocks) {
        const copy = new Uint8Array(new SharedArrayBuffer(bytes.byteLength));
        copy.set(bytes);
        shared.push(copy);
      }
      return shared;
    };
    const [value] = decode(packBlocks([encode([Float64Array.of(1, 2)])], { pack })[0]!) as [Float64Array];
    shared[0]!.fill(0);
    expect(value).toEqual(Float64Array.of(1, 2));
    expect(value.buffer).toBeInstanceOf(ArrayBuffer);
  });

  it("keeps an object in two places one object, and a Buffer a Buffer", () => {
    const bytes = Buffer.from("text");
    const decoded = decode(encode([bytes, bytes])) as [Buffer, Buffer];
    expect(Buffer.isBuffer(decoded[0])).toBe(true);
    expect(decoded[0]).toBe(decoded[1]);
  });

  it("leaves shared memory shared, where there are views of it", () => {
    const memory = new SharedArrayBuffer(32);
    const value = {
      numbers: new Float64Array(memory, 8, 2),
      again: new Float64Array(memory, 8, 2),
      view: new DataView(memory, 4, 5),
      bytes: Buffer.from(memory, 1, 3),
      own: Float64Array.of(7),
    };
    const decoded = decode(encode(value, true)) as typeof value;
    expect(decoded).toStrictEqual(value);
    decoded.numbers[0] = 3.5;
    expect(value.numbers[0]).toBe(3.5);
    expect(decoded.again.buffer).toBe(decoded.bytes.buffer);
    expect(sizeOf(encode(new Float64Array(new SharedArrayBuffer(8_000_000)), true))).toBeLessThan(50);
  });

  it("copies views of shared memory where it cannot be shared, and refuses the memory itself", () => {
    const memory = new SharedArrayBuffer(16);
    const numbers = new Float64Array(memory);
    const copy = decode(encode(numbers)) as Float64Array;
    numbers[0] = 1;
    expect(copy).toEqual(Float64Array.of(0, 0));
    expect(copy.buffer).toBeInstanceOf(ArrayBuffer);
    expect(() => encode({ memory })).toThrow("SharedArrayBuffer could not be cloned; a view of it can");
  });

  it("refuses functions", () => {
    expect(() => encode({ fn: () => 1 })).toThrow("could not be cloned");
  });
});
