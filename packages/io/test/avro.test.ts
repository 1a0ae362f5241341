import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as zlib from "node:zlib";
import { Bag } from "@holdall/bag";
import { readAvro, toAvro, type AvroSchema } from "@holdall/io";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { cases } from "../../../test/cases.ts";

const folder = mkdtempSync(path.join(tmpdir(), "holdall-avro-"));
afterAll(() => rmSync(folder, { recursive: true }));

const sync = { scheduler: "sync" } as const;
let files = 0;

async function fileOf(rows: readonly unknown[], options: Parameters<typeof toAvro>[2] = {}): Promise<string> {
  const bag = Bag.fromSequence(rows, { npartitions: 1 });
  const [file] = await toAvro(bag, path.join(folder, `${++files}-*.avro`), options).compute(sync);
  return file!.path;
}

const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}.avro`, import.meta.url));

const dates = fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
const long = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const text = fc.string({ unit: "grapheme" });
const bytes = fc.uint8Array({ maxLength: 5 }).map((some) => new Uint8Array(some));

/** Types, and values of each. */
const types: readonly (readonly [type: AvroSchema, values: fc.Arbitrary<unknown>])[] = [
  ["null", fc.constant(null)],
  ["boolean", fc.boolean()],
  ["int", fc.integer()],
  ["long", long],
  ["float", fc.float()],
  ["double", fc.double()],
  ["bytes", bytes],
  ["string", text],
  [{ type: "enum", name: "Suit", symbols: ["HEARTS", "SPADES"] }, fc.constantFrom("HEARTS", "SPADES")],
  [
    { type: "fixed", name: "Pair", size: 2 },
    fc.uint8Array({ minLength: 2, maxLength: 2 }).map((some) => new Uint8Array(some)),
  ],
  [{ type: "array", items: "double" }, fc.array(fc.double(), { maxLength: 3 })],
  [
    { type: "map", values: "int" },
    fc.dictionary(fc.string(), fc.integer(), { maxKeys: 3, noNullPrototype: true }),
  ],
  [
    ["null", "int", "double", "string"],
    fc.oneof(fc.constant(null), fc.integer(), fc.double({ noInteger: true }), text),
  ],
  [
    { type: "int", logicalType: "date" },
    dates.map((date) => new Date(Math.floor(date.getTime() / 864e5) * 864e5)),
  ],
  [{ type: "long", logicalType: "timestamp-millis" }, dates],
  [{ type: "long", logicalType: "timestamp-micros" }, dates],
  [
    { type: "long", logicalType: "timestamp-nanos" },
    fc.date({ min: new Date("1678"), max: new Date("2262"), noInvalidDate: true }),
  ],
  [{ type: "bytes", logicalType: "decimal", precision: 12, scale: 2 }, fc.integer().map((x) => x / 100)],
  [
    { type: "fixed", name: "Money", size: 6, logicalType: "decimal", precision: 12, scale: 2 },
    fc.integer().map((x) => x / 100),
  ],
  [{ type: "string", logicalType: "uuid" }, fc.uuid()],
  [{ type: "fixed", name: "Id", size: 16, logicalType: "uuid" }, fc.uuid()],
];
const schema: AvroSchema = {
  type: "record",
  name: "example.Row",
  fields: [
    ...types.map(([type], i) => ({ name: `f${i}`, type })),
    { name: "next", type: ["null", "Row"], default: null },
  ],
};
const flat = fc.record(Object.fromEntries(types.map(([, values], i) => [`f${i}`, values])));
const rows = fc.array(
  fc
    .record({ row: flat, next: fc.option(flat) })
    .map(({ row, next }) => ({ ...row, next: next && { ...next, next: null } })),
  { maxLength: 8 },
);

describe("toAvro and readAvro", () => {
  it("give back what was written, of every type, however it is packed and cut", async () => {
    const codecs = fc.constantFrom("null", "deflate", "snappy");
    const sizes = fc.constantFrom(1, 100, 300, 1000);
    await fc.assert(
      fc.asyncProperty(rows, codecs, sizes, sizes, async (elements, codec, written, read) => {
        const file = await fileOf(elements, { schema, codec, blockSize: written });
        expect(await readAvro(file, { blockSize: read }).compute(sync)).toEqual(elements);
      }),
      cases(15),
    );
  });

  it("has each record in one partition, wherever the file is cut", async () => {
    const numbers = Array.from({ length: 500 }, (_, n) => ({ n }));
    const file = await fileOf(numbers, { codec: "null", blockSize: 50 });
    const read = readAvro(file, { blockSize: 333 });
    expect(read.npartitions).toBeGreaterThan(10);
    const partitions = await read.mapPartitions((elements) => [[...elements].length]).compute(sync);
    expect(Math.max(...partitions)).toBeLessThan(60);
    expect(read.computeSync()).toEqual(numbers);
  });

  it("infers a schema from what values are", async () => {
    const elements = [
      { a: 1, b: 5n, c: "x", d: new Date(5), e: [1, null], f: { g: true, h: { i: "z" } }, f_h: { i: 1 } },
      { a: null, e: [], j: new Uint8Array([1]) },
    ];
    const nothing = { a: null, b: null, c: null, d: null, e: null, f: null, f_h: null, j: null };
    expect(await readAvro(await fileOf(elements)).compute(sync)).toEqual(
      elements.map((element) => ({ ...nothing, ...element })),
    );
    expect(await readAvro(await fileOf([])).compute(sync)).toEqual([]);
    await expect(fileOf([{ "no name": 1 }])).rejects.toThrow(
      'names that fields of Avro can have, of letters, digits and underscores, the first one no digit, got "no name"',
    );
    await expect(fileOf([{ a: 1 }, { a: "x" }])).rejects.toThrow('column "a" to be of one type');
  });

  it.each([
    [{ n: 1, late: "x" }, 'no other columns than n, deep, as the elements before have, got "late"'],
    [{ n: 1, deep: { b: 1, c: 2 } }, 'got "deep.c"'],
    [{ n: "x" }, 'Expected a number in column "n", got "x". Say in `schema`'],
  ])(
    "says which element is not as those from which the schema was inferred: %j",
    async (element, message) => {
      const usual = Array.from({ length: 10_000 }, (_, n) => ({ n, deep: { b: n } }));
      expect(
        await readAvro(await fileOf([...usual, { n: 5 }]))
          .count()
          .compute(sync),
      ).toBe(10_001);
      const run = fileOf([...usual, element]);
      await expect(run).rejects.toThrow(message);
      await expect(run).rejects.toMatchObject({ operation: "toAvro", index: 10_000 });
    },
  );

  it("writes elements that are no records, and defaults of fields that are not there", async () => {
    const strings = await fileOf(["a", "b"], { schema: "string" });
    expect(await readAvro<string>(strings).compute(sync)).toEqual(["a", "b"]);
    const fields = [
      { name: "a", type: "int", default: 7 },
      { name: "b", type: ["null", "string"] },
    ];
    const file = await fileOf([{}, { a: 1, b: "x", c: 5 }], {
      schema: { type: "record", name: "R", fields },
    });
    expect(await readAvro(file).compute(sync)).toEqual([
      { a: 7, b: null },
      { a: 1, b: "x" },
    ]);
  });

  it.each([
    ["bytes", "\u00ff", new Uint8Array([255])],
    [{ type: "fixed", name: "F", size: 2 }, "\u0001\u0002", new Uint8Array([1, 2])],
    [{ type: "bytes", logicalType: "decimal", precision: 4, scale: 2 }, "\u0096", -1.06],
    [{ type: "int", logicalType: "date" }, 1, new Date(864e5)],
    [{ type: "long", logicalType: "timestamp-millis" }, 0, new Date(0)],
    [{ type: "array", items: "bytes" }, ["a"], [new Uint8Array([97])]],
    [
      { type: "record", name: "D", fields: [{ name: "at", type: { type: "int", logicalType: "date" } }] },
      { at: 0 },
      { at: new Date(0) },
    ],
  ])("take a default of %j as a schema has it, in JSON", async (type, value, read) => {
    const fields = [{ name: "x", type, default: value }];
    const file = await fileOf([{}, { x: read }], { schema: { type: "record", name: "R", fields } });
    expect(await readAvro(file).compute(sync)).toEqual([{ x: read }, { x: read }]);
  });

  it.each([
    ["int", 2 ** 31, "a whole number of 32 bits"],
    ["long", 0.5, "a bigint or a whole number of 64 bits"],
    ["string", 5, "a string"],
    [["null", "string"], 5, "a string"],
    [["int", "string"], true, "a value of one of the types of the union"],
    [{ type: "enum", name: "E", symbols: ["A", "B"] }, "C", "one of A, B"],
    [{ type: "fixed", name: "F", size: 2 }, new Uint8Array(3), "a Uint8Array of 2 bytes"],
    [{ type: "long", logicalType: "timestamp-millis" }, new Date(NaN), "a valid date"],
    [
      { type: "long", logicalType: "timestamp-nanos" },
      new Date("2500"),
      "a valid date from 1677-09-21 to 2262-04-11",
    ],
    [
      { type: "bytes", logicalType: "decimal", precision: 4, scale: 2 },
      "100.00",
      "a number or a string of at most 4 digits, 2 of them behind the point,",
    ],
    [
      { type: "fixed", name: "F", size: 8, logicalType: "decimal", precision: 4, scale: 2 },
      -100,
      "a number or a string of at most 4 digits, 2 of them behind the point that 8 bytes can keep,",
    ],
    [{ type: "array", items: "int" }, "x", "an array"],
    [{ type: "map", values: "int" }, [], "an object"],
  ])("name the field and the element that is no %j", async (type, value, expected) => {
    const record = { type: "record", name: "R", fields: [{ name: "x", type, default: null }] };
    const fields = [{ name: "deep", type: ["null", record] }];
    const run = fileOf([{ deep: null }, { deep: { x: value } }], {
      schema: { type: "record", name: "S", fields },
    });
    await expect(run).rejects.toMatchObject({ operation: "toAvro", partition: 0, index: 1 });
    await expect(run).rejects.toThrow(/Expected .* in column "deep/);
    const flatRun = fileOf([{ x: value }], { schema: record });
    await expect(flatRun).rejects.toThrow(`Expected ${expected} in column "x", got`);
  });
});

describe("readAvro", () => {
  it.each(["deflate", "snappy"])("reads files of avsc, packed by %s", async (codec) => {
    const read = await readAvro(fixture(`avsc-${codec}`), { blockSize: 100 }).compute(sync);
    expect(read.map(({ s }) => s)).toEqual([0, 1, 2, 3, 4, 5].map((k) => `s${k}é`));
    expect(read[1]).toEqual({
      n: null,
      b: false,
      i: -1,
      l: 1_000_000_000n,
      f: 0.5,
      d: 1 / 3,
      by: new Uint8Array([1]),
      s: "s1é",
      e: "B",
      fx: new Uint8Array([1, 2, 1]),
      a: [1, -1],
      m: { x: null, y: "z" },
      u: 1,
      next: { ...read[0], next: null },
      // Of which avsc does not write what they mean.
      ts: 1000n,
      dt: 18_321,
      dec: new Uint8Array([0xff, 0x85]),
    });
  });

  it("reads zstandard, and says so where Node cannot write it", async () => {
    const write = (): Promise<string> => fileOf([{ a: "x".repeat(100) }], { codec: "zstandard" });
    if ("zstdCompressSync" in zlib) expect(await readAvro(await write()).compute(sync)).toHaveLength(1);
    else await expect(write()).rejects.toThrow("other than zstandard, which Node has from version 22.15 on");
  });

  it("reads large integers as numbers where that is asked for and can be", async () => {
    const file = await fileOf([{ a: 5n, b: [{ c: 7n }] }]);
    expect(await readAvro(file, { int64: "number" }).compute(sync)).toEqual([{ a: 5, b: [{ c: 7 }] }]);
    const large = await fileOf([{ a: { b: 2n ** 60n } }]);
    await expect(readAvro(large, { int64: "number" }).compute(sync)).rejects.toThrow(
      'in column "a.b", which no number can be',
    );
  });

  it("gives what a schema makes of records, and numbers those that are not as it says", async () => {
    const file = await fileOf(
      Array.from({ length: 100 }, (_, n) => ({ n })),
      { codec: "null", blockSize: 40 },
    );
    const makeSchema = () => z.object({ n: z.number().max(59).transform(String) });
    for (const blockSize of [false, 150] as const) {
      const read = readAvro(file, { schema: makeSchema, blockSize, onError: "skip" });
      expect(await read.pluck("n").compute(sync)).toEqual(Array.from({ length: 60 }, (_, n) => String(n)));
      const strict = readAvro(file, { schema: makeSchema, blockSize }).compute(sync);
      await expect(strict).rejects.toMatchObject({ cause: { name: "RecordError", number: 61, path: file } });
      await expect(strict).rejects.toThrow(/has a bad record, number 61: n: Too big.*It is \{"n":60\}/);
    }
    expect(await readAvro(file, { includePath: true }).take(1).compute(sync)).toEqual([[{ n: 0 }, file]]);
  });

  it("shows how many bytes a bad record has, rather than the bytes", async () => {
    const file = await fileOf([{ n: 1n, image: new Uint8Array(3), thumbnails: [new Uint8Array(2)] }]);
    const strict = readAvro(file, { schema: () => z.object({ n: z.string() }) }).compute(sync);
    await expect(strict).rejects.toThrow('It is {"n":"1n","image":"3 bytes","thumbnails":["2 bytes"]}.');
  });

  it("says which file is damaged, and how", async () => {
    const text = path.join(folder, "text.avro");
    writeFileSync(text, "this is no such file");
    await expect(readAvro(text).compute(sync)).rejects.toThrow(
      /The file ".*text.avro" could not be read as Avro: it does not begin as such files do/,
    );
    writeFileSync(text, "");
    expect(await readAvro(text).compute(sync)).toEqual([]);
    const file = await fileOf(
      Array.from({ length: 100 }, (_, n) => ({ n })),
      { blockSize: 100 },
    );
    const whole = readFileSync(file);
    truncateSync(file, whole.length - 20);
    await expect(readAvro(file).compute(sync)).rejects.toThrow(/the block at byte \d+ is not whole/);
    whole.fill(0x55, whole.length - 60, whole.length - 10);
    writeFileSync(file, whole);
    await expect(readAvro(file).compute(sync)).rejects.toThrow("could not be read as Avro");
    const shorter = readAvro(file);
    truncateSync(file, 60);
    await expect(shorter.compute(sync)).rejects.toThrow("has become shorter");
    writeFileSync(
      file,
      Buffer.from(
        readFileSync(fixture("avsc-deflate")).toString("latin1").replace("deflate", "deflato"),
        "latin1",
      ),
    );
    await expect(readAvro(file).compute(sync)).rejects.toThrow(
      "are compressed by deflato, which cannot be read",
    );
  });

  it.each([
    [() => readAvro("a", { blockSize: 0 }), /`blockSize` to be false or a whole number of bytes from 1 up/],
    [() => readAvro("a", { columns: [] } as never), /Unknown option `columns`/],
    [() => readAvro(path.join(folder, "nowhere")), /readAvro\(\): There is no file/],
    [
      () => toAvro(Bag.range(1), "a", { schema: "text" }),
      /toAvro\(\): Expected `schema` to be a type that there is, got "text"\./,
    ],
    [
      () =>
        toAvro(Bag.range(1), "a", {
          schema: { type: "record", name: "R", fields: [{ name: "a", type: 5 }] },
        }),
      /Expected `schema.fields\[0\].type` to be a name, an object with a type, or an array of these, got 5\./,
    ],
    [
      () => toAvro(Bag.range(1), "a", { schema: { type: "enum", name: "E" } }),
      /to have an array of `symbols`/,
    ],
    [
      () => toAvro(Bag.range(1), "a", { schema: { type: "bytes", logicalType: "decimal", precision: 0 } }),
      /to have a `precision` from 1 and a `scale` from 0 up/,
    ],
    [
      () => toAvro(Bag.range(1), "a", { codec: "gzip" as never }),
      /Expected `codec` to be "null" or "deflate"/,
    ],
  ])("refuses bad input where it is given: %s", (call, message) => {
    expect(call).toThrow(message);
  });
});
