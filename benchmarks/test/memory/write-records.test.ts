import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { writeRecords, writeTinyFiles } from "../../dist/memory/write-records.js";

function createFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "holdall-records-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test("writes the same records every time, and about as many bytes as are wanted", () => {
  const [one, other] = ["one", "other"].map((name) => path.join(createFolder(), name)) as [string, string];
  const count = writeRecords(one, 100_000);
  expect(writeRecords(other, 100_000)).toBe(count);
  expect(readFileSync(other)).toEqual(readFileSync(one));
  expect(Math.abs(statSync(one).size - 100_000)).toBeLessThan(300);
  const records = readFileSync(one, "utf8").trimEnd().split("\n");
  expect(records.map((line) => (JSON.parse(line) as { readonly id: number }).id)).toEqual(
    Array.from({ length: count }, (_, id) => id),
  );
});

test("writes files of a line, a thousand in a folder", () => {
  const folder = createFolder();
  writeTinyFiles(folder, 1002);
  expect(readdirSync(folder).sort()).toEqual(["0", "1"]);
  expect(readFileSync(path.join(folder, "1", "1001.txt"), "utf8")).toBe("line of file 1001\n");
});
