import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { readResults, writeResults } from "../../dist/report/results.js";
import { sampleResults } from "./sample-results.ts";

const folder = mkdtempSync(path.join(tmpdir(), "holdall-results-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("keeps results in the order of their names, and there are none at first", () => {
  expect(readResults(folder)).toEqual({});
  const { types, auto } = sampleResults;
  writeResults(folder, { types: types!, auto: auto! });
  expect(Object.entries(readResults(folder))).toEqual([
    ["auto", auto],
    ["types", types],
  ]);
});
