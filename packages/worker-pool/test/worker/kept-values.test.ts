import { ClassList } from "@holdall/core/task";
import { describe, expect, it } from "vitest";
import { encode } from "../../src/codec.ts";
import { KeptValues } from "../../src/worker/kept-values.ts";

const classes = new ClassList([]);
const read = (): never => {
  throw new Error("nothing is in a file");
};

describe("kept values", () => {
  it("are decoded once, and the same for all who read them", () => {
    const kept = new KeptValues();
    kept.add([
      { number: 1, block: encode(["a"]) },
      { number: 2, block: encode({ x: Float64Array.from({ length: 1000 }, (_, i) => i) }) },
    ]);
    const value = kept.get(1, classes, read);
    expect(value).toEqual(["a"]);
    expect(kept.get(1, classes, read)).toBe(value);
    expect((kept.get(2, classes, read) as { x: Float64Array }).x[999]).toBe(999);
  });

  it("fail for each who reads them where they cannot be decoded", () => {
    const kept = new KeptValues();
    kept.add([{ number: 1, block: Uint8Array.of(255, 15, 0) }]);
    for (let time = 0; time < 2; time++) expect(() => kept.get(1, classes, read)).toThrow("deserialize");
  });

  it("are gone when they are released", () => {
    const kept = new KeptValues();
    kept.add([1, 2].map((number) => ({ number, block: encode([number]) })));
    kept.get(1, classes, read);
    kept.release([1]);
    expect(() => kept.get(1, classes, read)).toThrow("Block 1 was not sent to be kept.");
    expect(kept.get(2, classes, read)).toEqual([2]);
  });
});
