import { mkdtempSync, readFileSync as read } from "node:fs";
import * as path from "node:path";
import { parse, type Options } from "acorn";
import * as acorn from "acorn";
import { revive, serialize } from "@holdall/closure";
import { afterAll, expect, test } from "vitest";
import { openReceivers } from "./fixtures/everywhere.mjs";
// A CommonJS module without types.
import untyped from "./fixtures/modules/common.cjs";
import { arrow, Box } from "./fixtures/modules/tools.mjs";
import { inlined, Inlined } from "./fixtures/vitest/inlined.ts";

// This file and what Vite transforms is sent by value: a worker could not load it.
const { check, close } = await openReceivers();
afterAll(close);

const common = untyped as { add(a: number, b: number): number };
const limit = 10;
const options: Options = { ecmaVersion: 2022 };
class Local {
  static made: Local[] = [];
  constructor(readonly n: number) {
    Local.made.push(this);
  }
  twice(): number {
    return this.n * 2;
  }
}
const local = new Local(4);
let opened: { count: number } | undefined;
let counter = 0;
const bump = (): number => ++counter;

function caught(fn: () => unknown): Error {
  try {
    fn();
  } catch (error) {
    return error as Error;
  }
  throw new Error("nothing was thrown");
}

test("functions of a test file travel with their locals", async () => {
  const factor = 3;
  await check("locals", (x: number) => [x * factor + limit, local.twice(), local instanceof Local], {
    args: [2],
  });
  await check("lazy state", () => (opened ??= { count: 0 }).count++, { calls: 3 });
  await check("shared variables", () => [bump(), bump(), counter], { expect: [1, 2, 2] });
});

test("imports of built-ins, packages and other modules travel", async () => {
  await check("built-ins", () => [typeof read, path.join("a", "b"), typeof mkdtempSync]);
  await check("packages", () => [parse("1", options).type, acorn.parse("1", options).type]);
  await check("CommonJS", (x: number) => common.add(x, 1), { args: [2], expect: 3 });
  await check(
    "modules of the user",
    (x: number) => [arrow(x) as unknown, inlined(x), new Inlined(x).area(), new Box(x).value as unknown],
    { args: [3] },
  );
  await check("import.meta", () => [import.meta.url, import.meta.filename]);
});

test("stacks show the places of the test file", async () => {
  const fail = (x: number): never => {
    // A comment.
    const doubled: number = x * 2;
    throw new Error(`no ${doubled}`);
  };
  const copy = await revive<() => never>(
    serialize(() => {
      return fail(1);
    }),
  );
  const stack = caught(copy).stack ?? "";
  const lines = stack.split("\n").flatMap((line) => /vitest\.test\.ts:(\d+):\d+/.exec(line)?.[1] ?? []);
  const own = read(import.meta.filename, "utf8").split("\n");
  expect(own[Number(lines[0]) - 1]).toContain("throw new Error(`no");
  expect(own[Number(lines[1]) - 1]).toContain("return fail(1)");
});

test("what is revived in the same process keeps the identity of external modules", async () => {
  expect(await revive(serialize(parse))).toBe(parse);
  expect(await revive(serialize(read))).toBe(read);
});
