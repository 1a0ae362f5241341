// The built files: the compiler would check those of the drawing library as strictly as ours.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { benchmarks } from "../../dist/benchmarks.js";
import { writePages } from "../../dist/report/write-pages.js";
import { sampleResults } from "./sample-results.ts";

const folder = mkdtempSync(path.join(tmpdir(), "holdall-report-"));
const read = (file: string): string => readFileSync(path.join(folder, file), "utf8");
const names = Object.keys(benchmarks);
let written: string[];

beforeAll(async () => (written = await writePages(folder, sampleResults)));
afterAll(() => rmSync(folder, { recursive: true }));

test("draws every benchmark that there is", () => {
  expect(written).toEqual([...names.map((name) => `${name}.svg`), "results.md"]);
});

test.each(names)("%s is drawn on white, and nothing in it is not a number", (name) => {
  const svg = read(`${name}.svg`);
  expect(svg).toMatch(/^<svg [^]*<\/svg>\n$/);
  expect(svg).toContain('fill="white"');
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
});

test("writes names and amounts beside the dots", () => {
  const svg = read("overhead.svg");
  for (const text of ["threads", "2.5", "postMessage by hand", "dask.bag 2024.12.1, processes", "300"]) {
    expect(svg).toContain(`>${text}</text>`);
  }
});

test("writes amounts along lines", () => {
  const svg = read("scale.svg");
  for (const text of ["20.0", "2000", "1,000,000", "400"]) expect(svg).toContain(`>${text}</text>`);
});

test("draws the same again", async () => {
  const before = written.map(read);
  await writePages(folder, sampleResults);
  expect(written.map(read)).toEqual(before);
});

test("writes every target, with what became of it", () => {
  const page = read("results.md");
  expect(page).toContain(`\n${names.length} of ${2 * names.length} targets are met.\n`);
  expect(page).toContain("\n| scale | scale, time | under 3 ms | NaN ms | **missed** |\n");
  expect(page).toContain("\n| types | types, memory | at most 3 | 2.000 copies | met |\n");
});

test("names the machine and the versions once where they are the same", () => {
  expect(read("results.md").match(/^Measured on .*/gm)).toEqual([
    "Measured on A | B, 2 cores, 8 GiB of memory, Linux 6.1, Node v20.19.0, with holdall 0.1.0, piscina 5.0.0: " +
      `${names.map((name) => `${name} (2025-03-14)`).join(", ")}.`,
  ]);
});

test("refuses what nobody has said how to draw", async () => {
  const results = { news: sampleResults["types"]! };
  await expect(writePages(folder, results)).rejects.toThrow("how to draw news");
});
