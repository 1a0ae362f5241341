import { describe, expect, it } from "vitest";
import { HeldBlocks } from "../../src/pool/held-blocks.ts";

const blocksOf = (...lengths: readonly number[]): Uint8Array[] =>
  lengths.map((length) => new Uint8Array(length));

describe("the bytes of blocks", () => {
  it("are free one by one where there are few", () => {
    const held = new HeldBlocks();
    const [one, other] = blocksOf(10, 20) as [Uint8Array, Uint8Array];
    expect(held.add([one, other])).toBe(30);
    expect([held.remove(one), held.remove(other)]).toEqual([10, 20]);
  });

  it("are free when all of a large message are, as they share its memory", () => {
    const held = new HeldBlocks();
    const blocks = blocksOf(50_000, 50_000, 1);
    expect(held.add(blocks)).toBe(100_001);
    expect(blocks.map((block) => held.remove(block))).toEqual([0, 0, 100_001]);
  });

  it("count memory beside them", () => {
    const held = new HeldBlocks();
    const block = { bytes: new Uint8Array(5), memories: [new ArrayBuffer(7), new SharedArrayBuffer(8)] };
    expect([held.add([block]), held.remove(block)]).toEqual([20, 20]);
  });
});
