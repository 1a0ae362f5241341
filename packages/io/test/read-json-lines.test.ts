import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { gzipSync } from "node:zlib";
import { readJsonLines, type RecordError } from "@holdall/io";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { cases } from "../../../test/cases.ts";

const folder = mkdtempSync(path.join(tmpdir(), "holdall-json-"));
afterAll(() => rmSync(folder, { recursive: true }));

const sync = { scheduler: "sync" } as const;
let files = 0;

function fileOf(content: string | Uint8Array): string {
  const file = path.join(folder, `${++files}.jsonl`);
  writeFileSync(file, content);
  return file;
}

const numbers = (count: number): string => Array.from({ length: count }, (_, i) => `{"n":${i}}\n`).join("");

describe("readJsonLines", () => {
  it("gives what was written, whatever the size of blocks", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue(), { maxLength: 10 }),
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom("\n", "\r\n", "\n \n", "\n\n"),
        async (values, blockSize, end) => {
          const file = fileOf(values.map((value) => JSON.stringify(value) + end).join(""));
          const expected = values.map((value) => JSON.parse(JSON.stringify(value)) as unknown);
          expect(await readJsonLines(file, { blockSize }).compute(sync)).toEqual(expected);
        },
      ),
      cases(50),
    );
  });

  it("reads compressed files, and pairs elements with their files", async () => {
    const file = path.join(folder, "two.jsonl.gz");
    writeFileSync(file, gzipSync("1\n[2]"));
    expect(await readJsonLines(file, { includePath: true }).compute(sync)).toEqual([
      [1, file],
      [[2], file],
    ]);
  });

  it("names file and line of what is no JSON, also behind the first block", async () => {
    const file = fileOf(`${numbers(50)}\n{"n": fifty}\n${numbers(50)}`);
    for (const blockSize of [false, 40, 200] as const) {
      const run = readJsonLines(file, { blockSize }).compute(sync);
      await expect(run).rejects.toMatchObject({
        operation: "readJsonLines",
        cause: { code: "HOLDALL_BAD_RECORD", path: file, number: 52 },
      });
      await expect(run).rejects.toThrow(
        /The file ".*jsonl" has a bad line, number 52: Unexpected token .* It is \{"n": fifty\}/,
      );
    }
  });

  it("shows no more of a bad line than its beginning", async () => {
    const run = readJsonLines(fileOf(`{"a":"${"x".repeat(1e6)}"`)).compute(sync);
    await expect(run).rejects.toThrow(/number 1: .* It is \{"a":"x{94}…/);
  });

  it("skips bad lines where that is asked for, and counts them", async () => {
    const file = fileOf("1\n{\n3\nx\n");
    const bag = readJsonLines(file, { blockSize: 3, onError: "skip" });
    const { value, metadata } = await bag.computeWithMetadata(sync);
    expect(value).toEqual([1, 3]);
    expect(metadata.skipped).toEqual([{ operation: "map", count: 2 }]);
  });

  it("puts what a function makes of a bad line in its place", async () => {
    const file = fileOf("1\n{\n3\nx\n");
    const bag = readJsonLines(file, {
      onError: (error, line, { index }) => [line, (error as RecordError).number, index],
    });
    for (const optimize of [true, false])
      expect(await bag.compute({ ...sync, optimize })).toEqual([1, ["{", 2, 1], 3, ["x", 4, 3]]);
    const strict = readJsonLines(file, {
      onError: (error) => {
        throw error;
      },
    });
    await expect(strict.compute(sync)).rejects.toMatchObject({ cause: { name: "RecordError", number: 2 } });
  });

  it("gives what a schema makes of elements, and names those that are not as it says", async () => {
    const file = fileOf('{"id":"1","at":"2020-01-01"}\n{"id":"x","at":5}\n');
    const schema = () => z.object({ id: z.coerce.number(), at: z.coerce.date() });
    expect(await readJsonLines(file, { schema, onError: "skip" }).compute(sync)).toEqual([
      { id: 1, at: new Date("2020-01-01") },
    ]);
    await expect(readJsonLines(file, { schema }).compute(sync)).rejects.toThrow(
      /has a bad line, number 2: id: Invalid input: expected number, received NaN/,
    );
  });

  it("refuses schemas that have to be waited for", async () => {
    const schema = () => z.number().refine(() => Promise.resolve(true));
    const run = readJsonLines(fileOf("1\n"), { schema, onError: "skip" }).compute(sync);
    await expect(run).rejects.toThrow("Expected `schema` to validate at once, got a promise.");
  });

  it.each([
    [
      () => readJsonLines("a", { schema: z.number() as never }),
      /`schema` to be a function that makes a schema/,
    ],
    [() => readJsonLines("a", { schema: (() => 5) as never }), /got a function that returns 5/],
    [
      () => readJsonLines("a", { onError: "ignore" as never }),
      /`onError` to be "throw", "skip" or a function/,
    ],
    [() => readJsonLines("a", { delimiter: ";" } as never), /Unknown option `delimiter`/],
    [() => readJsonLines(path.join(folder, "nowhere")), /readJsonLines\(\): There is no file/],
  ])("refuses bad input where it is given: %s", (call, message) => {
    expect(call).toThrow(message);
  });
});

describe("readJsonLines of lines that look alike, when many have been read", () => {
  beforeAll(async () => {
    await readJsonLines(fileOf("\n".repeat(66_000))).compute(sync);
  });

  it("makes of them what JSON.parse makes of them, and leaves no bad one out", async () => {
    const good = fc.oneof(
      fc
        .oneof(fc.jsonValue({ maxDepth: 2 }), fc.double(), fc.string(), fc.integer())
        .map((one) => JSON.stringify(one)),
      fc.constantFrom("1.0", "-0", "-0.5e-3", "0.1", "0.000001", "1E3", "9007199254740993", "1".repeat(30)),
      fc.constantFrom("98765432109876543210987", "0.1234567890123456789", "123456789012345678.9"),
      fc.constantFrom("123456789012.345", "[ 1 , 2]", "[]", "[[ ]]", "[1,[true,null,false]]", '[{"a":1}]'),
      fc.constantFrom(
        '"\\u00e9\\n"',
        '"\\\\"',
        '"é"',
        '"𝒳 and more than a dozen"',
        '"to be or not to be"',
        '"\x7f"',
      ),
    );
    const bad = fc.oneof(
      fc.constantFrom(
        "01",
        "-01",
        "1.",
        ".5",
        "-",
        "+1",
        "1e",
        "1.e1",
        "tru",
        "nulll",
        "NaN",
        "",
        "1 2",
        "}",
      ),
      fc.constantFrom("[1,]", "[1 2]", "[,1]", "[", "]", '"', '"a', '"\\x"', '"\t"', "'a'", '"\\"', "{}}"),
    );
    const value = fc.oneof({ weight: 9, arbitrary: good }, { weight: 1, arbitrary: bad });
    const names = fc.constantFrom('"a"', '"b"', '"é"', '"1"', '""', '"a b"', '"\\u0061"', '"__proto__"');
    const shape = fc.record({
      names: fc.array(names, { minLength: 1, maxLength: 4 }),
      // What is before a name, between it and its value, behind that, and behind the object.
      spaces: fc.tuple(...Array.from({ length: 4 }, () => fc.constantFrom("", "", " ", "\t"))),
      end: fc.constantFrom("\n", "\r\n"),
    });
    const lines = shape.chain(({ names, spaces: [before, between, behind, last], end }) => {
      const fields = fc.tuple(
        ...names.map((name) => value.map((one) => `${name}${between}:${between}${one}`)),
      );
      const line = fields.map((all) => `{${before}${all.join(`,${before}`)}${behind}}${last}`);
      const nested = line.map((inner) => `{"in":${inner.trim()},"out":0}`);
      return fc
        .array(fc.oneof({ weight: 4, arbitrary: line }, nested), { maxLength: 12 })
        .map((all) => ({ all, end }));
    });
    const expectedOf = (line: string): unknown => {
      try {
        return { good: JSON.parse(line) as unknown };
      } catch {
        return { bad: line };
      }
    };
    await fc.assert(
      fc.asyncProperty(fc.array(lines, { maxLength: 3 }), fc.boolean(), async (parts, isCut) => {
        const text = parts.flatMap(({ all, end }) => all.map((line) => line + end)).join("");
        const file = fileOf(isCut ? text.replace(/\r?\n$/, "") : text);
        const bag = readJsonLines(file, { onError: (_, line) => new Map([["bad", line]]) });
        const got = (await bag.compute(sync)).map((one) =>
          one instanceof Map ? { bad: one.get("bad") as string } : { good: one },
        );
        const expected = parts.flatMap(({ all }) => all.map(expectedOf));
        expect(isDeepStrictEqual(got, expected), JSON.stringify({ got, expected })).toBe(true);
        expect(JSON.stringify(got)).toBe(JSON.stringify(expected));
      }),
      cases(300),
    );
  });

  it("validates and numbers them, and pairs them with their file, as it does with others", async () => {
    const file = fileOf(`${"\n".repeat(66_000)}${numbers(50)}{"n":"fifty"}\n${numbers(50)}`);
    const schema = (): z.ZodType<number> =>
      z.object({ n: z.number() }).transform(({ n }: { n: number }) => 2 * n);
    const elements = Array.from({ length: 50 }, (_, n) => [2 * n, file]);
    const skipping = readJsonLines(file, { schema, includePath: true, onError: "skip" });
    expect(await skipping.compute(sync)).toEqual([...elements, ...elements]);
    await expect(readJsonLines(file, { schema }).compute(sync)).rejects.toMatchObject({
      cause: { code: "HOLDALL_BAD_RECORD", path: file, number: 66_051 },
    });
  });

  it("reads lines that are long or deep", async () => {
    const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
    const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`key ${i}`, i])));
    const long = JSON.stringify({ a: "x".repeat(3_000_000) });
    const lists = `{"a":${"[".repeat(3000)}${"]".repeat(3000)}}`;
    const lines = [nested(31), nested(40), nested(3000), wide, long, lists].flatMap((line) => [line, line]);
    const read = await readJsonLines(fileOf(lines.join("\n"))).compute(sync);
    expect(read.map((value) => JSON.stringify(value)).join("\n") === lines.join("\n")).toBe(true);
    const deepest = fileOf(`${nested(20_000)}\n`);
    expect(await readJsonLines(deepest).map(Array.isArray).compute(sync)).toEqual([false]);
  });

  it("knows where a line ends from the line itself, not from one at the end of a file", async () => {
    const files = [fileOf('{"a":1}'), fileOf('{"a":2}x\n{"a":3}\n')];
    const bag = readJsonLines(files, { filesPerPartition: 2, onError: (_, line) => line });
    expect(await bag.compute(sync)).toEqual([{ a: 1 }, '{"a":2}x', { a: 3 }]);
  });
});
