import { describe, expect, it } from "vitest";
import { createRandomStream, nextRandom } from "../../src/pipeline/random.ts";

function numbersOf(seed: number, index: number, length: number): number[] {
  const stream = createRandomStream(seed, index);
  return Array.from({ length }, () => nextRandom(stream));
}

describe("random streams", () => {
  it("are those of PractRand's sfc32", () => {
    // What the reference implementation gives for the seed 0, 2, 1, as rand_sfc 0.1 states it.
    const words = [0x03b80bb8, 0xa87dbc7e, 0x1787178c, 0x4c7b7234, 0xc65dade2, 0x2c692349];
    const expected = [0, 2, 4].map((i) => ((words[i]! >>> 5) * 2 ** 26 + (words[i + 1]! >>> 6)) / 2 ** 53);
    expect(numbersOf(2 * 2 ** 32, 1, 3)).toEqual(expected);
    expect(Math.floor(numbersOf(0, 0, 1)[0]! * 2 ** 27)).toBe(0xfb52c520 >>> 5);
  });

  it("differ where any bit of the seed, or the index, does", () => {
    const seeds = [0, 1, 2 ** 31, 2 ** 32, 2 ** 52, Number.MAX_SAFE_INTEGER];
    const streams = seeds.flatMap((seed) => [0, 1, 1e6].map((index) => numbersOf(seed, index, 2).join()));
    expect(new Set(streams).size).toBe(streams.length);
    expect(numbersOf(7, 3, 4)).toEqual(numbersOf(7, 3, 4));
  });

  it("are spread evenly, also over neighbouring streams", () => {
    const counts = new Array<number>(10).fill(0);
    for (let index = 0; index < 1000; index++)
      for (const x of numbersOf(1, index, 100)) counts[Math.floor(10 * x)]! += 1;
    // Of 100,000 in ten boxes; the deviation of a box is 95.
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });
});
