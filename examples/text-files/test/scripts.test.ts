import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(path.join(tmpdir(), "holdall-text-files-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function run(script: string, ...args: string[]): Promise<string> {
  const file = path.join(import.meta.dirname, "..", script);
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ["--import", "tsx", file, ...args]);
  expect(stderr).toBe("");
  return stdout;
}

test("counts the words of files that are named", async () => {
  writeFileSync(path.join(folder, "a.txt"), "To be, or not\nto be");
  writeFileSync(path.join(folder, "b.txt"), "To é");
  const lines = (await run("count-words.ts", path.join(folder, "*.txt"))).trimEnd().split("\n");
  expect(lines.slice(0, 2)).toEqual(["       3 to", "       2 be"]);
  expect(lines.slice(2).sort()).toEqual(["       1 not", "       1 or", "       1 é"]);
});

test("counts those of the pages where none are named", async () => {
  expect(await run("count-words.ts")).toMatch(/^ *\d{3,} the$/m);
});

test("sums up orders, compressed or not", async () => {
  const orders = readFileSync(path.join(import.meta.dirname, "../orders.jsonl"));
  const file = path.join(folder, "orders.jsonl.gz");
  writeFileSync(file, gzipSync(orders));
  const printed = await run("sum-orders.ts");
  expect(await run("sum-orders.ts", file)).toBe(printed);

  const totals = new Map<string, number>();
  for (const line of orders.toString().trimEnd().split("\n")) {
    const { country, status, items } = JSON.parse(line) as {
      country: string;
      status: string;
      items: { price: number; count: number }[];
    };
    if (status === "returned") continue;
    for (const { price, count } of items) totals.set(country, (totals.get(country) ?? 0) + price * count);
  }
  const expected = [...totals].sort(([, one], [, other]) => other - one);
  expect(printed).toBe(expected.map(([c, total]) => `${total.toFixed(2).padStart(10)} ${c}\n`).join(""));
});
