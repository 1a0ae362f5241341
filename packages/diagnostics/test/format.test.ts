import { describe, expect, it } from "vitest";
import { formatCount, formatDuration, formatRange, formatRate, shorten } from "../src/format.ts";

describe("format", () => {
  it("says a length of time as exactly as one wants to know it", () => {
    const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000];
    const texts = [0, 4.24 * second, 9.96 * second, 59.6 * second, 65 * second, 59.99 * minute];
    expect(texts.map(formatDuration)).toEqual([
      "0.0 s",
      "4.2 s",
      "10 s",
      "1 min 00 s",
      "1 min 05 s",
      "59 min 59 s",
    ]);
    expect([hour - 1, 3.5 * hour, day - 1, 2.2 * day].map(formatDuration)).toEqual([
      "1 h 00 min",
      "3 h 30 min",
      "1 d 00 h",
      "2 d 05 h",
    ]);
  });

  it("says one length of time where two look the same", () => {
    expect(formatRange(20_100, 34_900)).toBe("20 s to 35 s");
    expect(formatRange(20_100, 20_200)).toBe("20 s");
  });

  it("says counts and rates in the unit that fits", () => {
    expect([0, 999, 1000, 1234567].map(formatCount)).toEqual(["0", "999", "1,000", "1,234,567"]);
    expect([12_345 / 1000, 3.21 / 1000, 12 / 60_000, 0.5 / 3_600_000].map(formatRate)).toEqual([
      "12,345/s",
      "3.2/s",
      "12/min",
      "0.5/h",
    ]);
  });

  it("cuts what is too long", () => {
    expect([shorten("four", 4), shorten("fourth", 4), shorten("ab", 1)]).toEqual(["four", "fou…", "…"]);
  });
});
