import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { SpillError, TaskScratch, type MovedResults } from "@holdall/core/task";
import { afterEach, beforeEach, expect, it } from "vitest";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "holdall-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function createScratch(): { readonly scratch: TaskScratch; readonly told: unknown[] } {
  const told: unknown[] = [];
  const scratch = new TaskScratch({
    folder,
    share: 10,
    codec: {
      encode: (value) => (typeof value === "string" ? [Buffer.from(value)] : undefined),
      decode: ([piece]) => Buffer.from(piece!).toString(),
    },
    tell: (direction, moved: MovedResults) => void told.push([direction, moved]),
  });
  return { scratch, told };
}

it("writes values, and reads them any number of times", () => {
  const { scratch, told } = createScratch();
  const [first, second] = [scratch.write("a value"), scratch.write("another")];
  expect([first!(), second!(), first!()]).toEqual(["a value", "another", "a value"]);
  const moved = { bytes: 7, results: 1 };
  expect(told).toEqual([
    ["written", moved],
    ["written", moved],
    ["read", moved],
    ["read", moved],
    ["read", moved],
  ]);
  scratch.close();
});

it("has no part in what cannot be written", () => {
  const { scratch } = createScratch();
  expect(scratch.write(() => 1)).toBeUndefined();
  scratch.close();
  expect(readdirSync(folder)).toEqual([]);
});

it("has a file of its own, which goes with it", () => {
  const [one, other] = [createScratch().scratch, createScratch().scratch];
  const read = one.write("one");
  other.write("other");
  expect(readdirSync(folder)).toHaveLength(2);
  other.close();
  expect(read!()).toBe("one");
  one.close();
  expect(readdirSync(folder)).toEqual([]);
});

it("says what it cannot write, or read again", () => {
  const { scratch } = createScratch();
  const read = scratch.write("a value")!;
  for (const name of readdirSync(folder)) writeFileSync(path.join(folder, name), "b value");
  expect(read).toThrow(SpillError);
  expect(read).toThrow("its bytes from 0 on are not those that were written");
  for (const name of readdirSync(folder)) rmSync(path.join(folder, name));
  expect(() => scratch.write("more")).toThrow(SpillError);
  scratch.close();
});
