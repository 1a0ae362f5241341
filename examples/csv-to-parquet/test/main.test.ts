import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), "holdall-weather-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("writes all days, and finds the hottest ones of a year", async () => {
  const args = ["--import", "tsx", main, folder];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { timeout: 60_000 });

  expect(stderr).toBe("");
  expect(readdirSync(folder)).toEqual(["part-0.parquet"]);
  expect(stdout).toContain("1461 days");
  expect(stdout.split("\n").slice(1, 5)).toEqual([
    "1 of the row groups may have hot days of 2015; the hottest were",
    "2015-07-19 35.0",
    "2015-07-30 34.4",
    "2015-07-31 34.4",
  ]);
}, 70_000);
