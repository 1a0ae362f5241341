import { mkdtempSync, readFileSync as read } from "node:fs";
import * as path from "node:path";
import { parse, type Options } from "acorn";
import * as acorn from "acorn";
import { revive, serialize } from "@holdall/closure";
import { afterAll, expect, test } from "vitest";
import { openReceivers } from "./fixtures/everywhere.mjs";
// A CommonJS module without types.
import untyped from "./fixtures/modules/common.cjs";
import { reexported, value as deep } from "./fixtures/modules/more.mjs";
import * as more from "./fixtures/modules/more.mjs";
import double, { arrow, Box, make, nested, renamed } from "./fixtures/modules/tools.mjs";
import * as tools from "./fixtures/modules/tools.mjs";
import { inlined, Inlined } from "./fixtures/vitest/inlined.ts";
import * as inlinedModule from "./fixtures/vitest/inlined.ts";

// This file and what Vite transforms is sent by value: a worker could not load it.
const { check, checkStack, close } = await openReceivers();
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

test("functions of a test file travel with their locals", async () => {
  const factor = 3;
  await check("locals", (x: number) => [x * factor + limit, local.twice(), local instanceof Local], {
    args: [2],
  });
  await check("lazy state", () => (opened ??= { count: 0 }).count++, { calls: 3 });
  await check("shared variables", () => [bump(), bump(), counter], { expect: [1, 2, 2] });
});

test("functions of every kind travel", async () => {
  function declared(x: number): number {
    return x === 0 ? limit : declared(x - 1);
  }
  async function* later(n: number): AsyncGenerator<number> {
    for (let i = 0; i < n; i++) yield await Promise.resolve(i * limit);
  }
  const literal = { method: (x: number) => x + limit };
  await check(
    "functions",
    async (x: number) => {
      const all: number[] = [];
      for await (const item of later(x)) all.push(item);
      return [declared(x), declared.name, literal.method(x), all];
    },
    { args: [2], expect: [10, "declared", 12, [0, 10]] },
  );
});

test("imports of built-ins, packages and other modules travel", async () => {
  await check("built-ins", () => [typeof read, path.join("a", "b"), typeof mkdtempSync]);
  await check("packages", () => [parse("1", options).type, acorn.parse("1", options).type]);
  await check("CommonJS", (x: number) => common.add(x, 1), { args: [2], expect: 3 });
  await check(
    "modules of the user: named, renamed, default, namespace, re-exported, a class",
    (x: number): unknown[] => [
      arrow(x),
      renamed(x),
      double(x),
      tools.arrow(x),
      reexported(x),
      deep.deep,
      nested.value.deep.length,
      make(2)(x),
      new Box(x).value,
    ],
    { args: [3] },
  );
  await check("modules that Vite transforms", (x: number) => [inlined(x), new Inlined(x).area()], {
    args: [3],
  });
});

test("whole namespaces travel", async () => {
  const namesOf = (namespace: object): string[] => Object.keys(namespace).sort();
  await check("of a built-in", () => [namesOf(path).includes("join"), path === path.posix]);
  await check("of a package", () => namesOf(acorn).includes("parse"), { expect: true });
  await check("of a module of the user", (key: "default") => [namesOf(more), more[key](3)], {
    args: ["default"],
  });
  await check("of a module that Vite transforms", () => namesOf(inlinedModule), {
    expect: ["Inlined", "inlined"],
  });
  await check("of CommonJS", () => namesOf(common).includes("add"), { expect: true });
});

test("dynamic imports are relative to the test file", async () => {
  await check("dynamic import()", async () => {
    const imported = await import("./fixtures/modules/more.mjs");
    const { sep } = await import("node:path");
    return [imported.default(3), sep, typeof (await import("acorn")).parse];
  });
});

test("import.meta is that of the test file", async () => {
  await check("import.meta", () => [import.meta.url, import.meta.filename, import.meta.dirname], {
    expect: [import.meta.url, import.meta.filename, import.meta.dirname],
  });
});

test("stacks show the places of the test file, everywhere", async () => {
  const fail = (x: number): never => {
    // A comment.
    const doubled: number = x * 2;
    throw new Error(`no ${doubled}`);
  };
  const places = await checkStack(
    "stack",
    () => {
      return fail(1);
    },
    { count: 2 },
  );
  const own = read(import.meta.filename, "utf8").split("\n");
  const lines = places.map((place) => own[Number(place.split(":").at(-2)) - 1]);
  expect(lines[0]).toContain("throw new Error(`no");
  expect(lines[1]).toContain("return fail(1)");
});

test("what is revived in the same process keeps the identity of external modules", async () => {
  expect(await revive(serialize(parse))).toBe(parse);
  expect(await revive(serialize(read))).toBe(read);
});
