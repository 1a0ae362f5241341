import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Bag } from "@holdall/bag";
import { readParquet, toParquet, type ColumnTypes, type FilterValue, type RowFilter } from "@holdall/io";
import fc from "fast-check";
import { parquetWriteBuffer, type SchemaElement } from "hyparquet-writer";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { cases } from "../../../test/cases.ts";
import { columns } from "./columns.ts";

const folder = mkdtempSync(path.join(tmpdir(), "holdall-parquet-"));
afterAll(() => rmSync(folder, { recursive: true }));

const sync = { scheduler: "sync" } as const;
let files = 0;

async function fileOf(
  rows: readonly object[],
  options: Parameters<typeof toParquet>[2] = {},
): Promise<string> {
  const bag = Bag.fromSequence(rows, { npartitions: 1 });
  const [file] = await toParquet(bag, path.join(folder, `${++files}-*.parquet`), options).compute(sync);
  return file!.path;
}

const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}.parquet`, import.meta.url));

const allTypes = Object.fromEntries(Object.entries(columns).map(([name, [type]]) => [name, type]));
const records = fc.array(
  fc.record(Object.fromEntries(Object.entries(columns).map(([name, [, one]]) => [name, fc.option(one)]))),
  { maxLength: 8 },
);

describe("toParquet and readParquet", () => {
  it("give back what was written, of every type, compressed in every way", async () => {
    const compressions = fc.constantFrom("none", "snappy", "gzip", "brotli");
    await fc.assert(
      fc.asyncProperty(
        records,
        compressions,
        fc.integer({ min: 1, max: 4 }),
        async (rows, compression, size) => {
          const file = await fileOf(rows, { schema: allTypes, compression, rowGroupSize: size });
          const read = readParquet(file);
          expect(read.npartitions).toBe(Math.max(1, Math.ceil(rows.length / size)));
          expect(await read.compute(sync)).toEqual(rows);
        },
      ),
      cases(15),
    );
  });

  it("infer types from what values are, not from how large they are", async () => {
    const rows = [
      { a: 1, b: 5n, c: "x", d: new Date(5), e: [1, null], f: { g: true, h: null }, i: Buffer.from("y") },
      { a: 1.5, b: null, e: [], f: { g: null, h: "z" }, j: new Float64Array([1, 2]) },
    ];
    const file = await fileOf(rows);
    expect(await readParquet(file).compute(sync)).toEqual([
      { ...rows[0], i: new Uint8Array([0x79]), j: null },
      { ...rows[1], c: null, d: null, i: null, j: [1, 2] },
    ]);
    const whole = await fileOf([{ a: 1 }], { rowGroupSize: 1 });
    expect(
      await readParquet([file, whole], { columns: ["a"] })
        .pluck("a")
        .compute(sync),
    ).toEqual([1, 1.5, 1]);
  });

  it("tell zeros of both signs apart", async () => {
    const rows = [0, -0, -0, 0].map((x) => ({ x, deep: { list: [x], name: "a" } }));
    expect(await readParquet(await fileOf(rows)).compute(sync)).toEqual(rows);
  });

  it("refuse elements without a key, of which nothing would be left", async () => {
    await expect(fileOf([{}, {}])).rejects.toThrow(
      "Expected a key in at least one of the elements, got none",
    );
    expect(await readParquet(await fileOf([{}, { a: 1 }])).compute(sync)).toEqual([{ a: null }, { a: 1 }]);
  });

  it("write the columns that are named, also of no rows", async () => {
    const schema = { b: "string", a: "int32" } as const;
    const file = await fileOf([{ a: 1, b: "x", c: 5 }], { schema });
    expect(Object.entries((await readParquet(file).compute(sync))[0]!)).toEqual([
      ["b", "x"],
      ["a", 1],
    ]);
    const empty = await fileOf([], { schema });
    expect(await readParquet([empty, file], { columns: ["a"] }).compute(sync)).toEqual([{ a: 1 }]);
    expect(await readParquet(await fileOf([])).compute(sync)).toEqual([]);
  });

  it("round decimals that are numbers, and keep all digits of those that are strings", async () => {
    const schema = { x: { decimal: [20, 2] } } as const;
    const file = await fileOf([{ x: 0.1 + 0.2 }, { x: "-12.5" }, { x: 7n }], { schema });
    expect(await readParquet(file).pluck("x").compute(sync)).toEqual([0.3, -12.5, 7]);
  });

  it.each([
    [{ x: "int8" }, [{ x: 128 }], 'a whole number from -128 to 127 (int8) in column "x", got 128'],
    [{ x: "int64" }, [{ x: 2n ** 63n }], "(int64) in column"],
    [{ x: "string" }, [{ x: 5 }], 'Expected a string in column "x", got 5'],
    [{ x: "timestamp" }, [{ x: new Date(NaN) }], "Expected a valid date in column"],
    [{ x: "json" }, [{ x: 5n }], "a value that JSON has in column"],
    [{ x: { decimal: [3, 1] } }, [{ x: 100 }], "of at most 3 digits, 1 of them behind the point"],
    [{ x: { decimal: [3, 1] } }, [{ x: "1.25" }], "of at most 3 digits"],
    [{ x: { list: "int32" } }, [{ x: [1, "a"] }], 'in column "x[]", got "a"'],
    [{ x: { struct: { y: "boolean" } } }, [{ x: { y: 1 } }], 'true or false in column "x.y", got 1'],
    [undefined, [{ x: Symbol("s") }], "Expected a string, number, bigint, boolean, date"],
    [undefined, [5], "Expected the elements to be objects, got 5."],
  ])("name the column and the element that do not fit %o", async (schema, wrong, message) => {
    const rows = [...[{}, {}], ...(wrong as object[])];
    const run = fileOf(rows, { schema: schema as ColumnTypes | undefined });
    await expect(run).rejects.toThrow(message);
    await expect(run).rejects.toMatchObject({ operation: "toParquet", partition: 0, index: 2 });
  });

  it.each([
    [
      [{ x: 1 }, { x: "a" }],
      'column "x" to be of one type, which is float64 in the elements before, got "a"',
    ],
    [[{ x: [1] }, { x: { y: 1 } }], "which is list of float64"],
    [[{ x: { y: 1 } }, { x: [] }], "which is struct"],
    [[{ x: [1] }, { x: [5n] }], 'column "x[]" to be of one type'],
  ])("refuse %o, which is of several types", async (rows, message) => {
    await expect(fileOf(rows)).rejects.toThrow(message);
  });

  it("keep all keys of JSON, and refuse those that no column can have", async () => {
    const value = JSON.parse('{"__proto__":{"__proto__":[{"__proto__":0}]},"toJSON":1}') as object;
    const file = await fileOf([{ value }, { value: [value] }, { value: "x" }], { schema: { value: "json" } });
    expect(
      await readParquet(file)
        .map((row) => JSON.stringify(row))
        .compute(sync),
    ).toEqual([value, [value], "x"].map((one) => JSON.stringify({ value: one })));
    await expect(fileOf([value])).rejects.toThrow('Expected names that columns can have, got "__proto__"');
    await expect(fileOf([{ a: value }])).rejects.toThrow('columns can have, got "a.__proto__"');
    const schema = { a: { struct: JSON.parse('{"__proto__":"int8"}') as ColumnTypes } };
    expect(() => toParquet(Bag.fromSequence([{}]), "x", { schema })).toThrow(
      'Expected `schema.a.struct` to have names that columns can have, got "__proto__".',
    );
  });

  it("say that a schema helps where a column begins with nothing", async () => {
    await expect(fileOf([{ a: null }, { a: 5 }], { rowGroupSize: 1 })).rejects.toThrow(
      'Expected null or undefined, as in all elements before, in column "a", got 5. Say in `schema` what its values are.',
    );
  });

  it("refuse what the first row group did not have", async () => {
    await expect(fileOf([{ a: 1 }, { a: 1, b: 2 }], { rowGroupSize: 1 })).rejects.toThrow(
      'Expected no other columns than a, as the elements before have, got "b". Name all columns in `schema`.',
    );
    await expect(fileOf([{ a: {} }])).rejects.toThrow('objects in column "a" to have fields, got none');
  });
});

describe("readParquet", () => {
  const schema = { id: "int32", big: "int64", town: "string", at: "timestamp", x: "float64" } as const;
  const rows = Array.from({ length: 40 }, (_, id) => ({
    id,
    big: id % 7 === 0 ? null : BigInt(id) * 10n,
    town: id % 5 === 0 ? null : `town ${String.fromCodePoint(0x61 + (id % 26))}${id % 3 === 0 ? "😀" : ""}`,
    at: new Date(id * 1000),
    x: id % 9 === 0 ? NaN : id / 2,
  }));

  it("leaves out the same rows as a filter behind it, whatever the row groups", async () => {
    const size = fc.integer({ min: 1, max: 15 });
    const bound: fc.Arbitrary<FilterValue> = fc.oneof(
      fc.integer({ min: -2, max: 42 }),
      fc.bigInt({ min: -5n, max: 450n }),
      fc.constantFrom("town c", "town m😀", "town \u{ffff}", "", null, NaN, true),
      fc.integer({ min: -2, max: 42 }).map((id) => new Date(id * 1000)),
    );
    const condition = fc.oneof(
      bound,
      ...["eq", "ne", "lt", "lte", "gt", "gte"].map((name) => fc.record({ [name]: bound })),
      fc.record({ in: fc.array(bound, { maxLength: 3 }) }),
      fc.record({ notIn: fc.array(bound, { maxLength: 3 }) }),
      fc.record({ gte: bound, lt: bound }),
    );
    const filter = fc.dictionary(fc.constantFrom("id", "big", "town", "at", "x"), condition, { maxKeys: 2 });
    const groups = new Map<number, Promise<string>>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(filter, { minLength: 1, maxLength: 2 }),
        size,
        async (filters, rowGroupSize) => {
          const written = groups.get(rowGroupSize) ?? fileOf(rows, { schema, rowGroupSize });
          groups.set(rowGroupSize, written);
          const read = readParquet(await written, { filter: filters as RowFilter[], columns: ["id"] });
          const expected = rows.filter((row) => filters.some((one) => holdsFor(row, one)));
          expect(await read.compute(sync)).toEqual(expected.map(({ id }) => ({ id })));
        },
      ),
      cases(60),
    );
  });

  it("makes no partitions of row groups in which nothing can match", async () => {
    const file = await fileOf(rows, { rowGroupSize: 10 });
    expect(readParquet(file, { filter: { id: { gte: 30 } } }).npartitions).toBe(1);
    expect(readParquet(file, { filter: { town: "town z" } }).npartitions).toBeLessThanOrEqual(4);
    expect(readParquet(file, { filter: [{ id: 5 }, { at: new Date(25_000) }] }).npartitions).toBe(2);
    const none = readParquet(file, { filter: { big: { lt: 0 } } });
    expect([none.npartitions, await none.compute(sync)]).toEqual([1, []]);
    expect(readParquet(file, { filter: { id: null } }).npartitions).toBe(1);
  });

  it("joins row groups, and tells of each element its file", async () => {
    const [a, b] = [await fileOf(rows.slice(0, 6), { rowGroupSize: 2 }), await fileOf(rows.slice(6, 7))];
    const read = readParquet([a, b], { columns: ["id"], rowGroupsPerPartition: 2, includePath: true });
    expect(read.npartitions).toBe(2);
    expect((await read.compute(sync)).map(([{ id }, file]) => [id, file])).toEqual(
      rows.slice(0, 7).map(({ id }) => [id, id < 6 ? a : b]),
    );
  });

  it("reads large integers as numbers where that is asked for and can be", async () => {
    const schema = { x: "int64", y: { list: { struct: { z: "uint64" } } } } as const;
    const file = await fileOf(
      [
        { x: 5n, y: [{ z: 7n }, null] },
        { x: null, y: [] },
      ],
      { schema },
    );
    expect(await readParquet(file, { int64: "number" }).compute(sync)).toEqual([
      { x: 5, y: [{ z: 7 }, null] },
      { x: null, y: [] },
    ]);
    const large = await fileOf([{ x: 2n ** 60n }], { schema });
    await expect(readParquet(large, { int64: "number" }).compute(sync)).rejects.toThrow(
      /has 1152921504606846976 in column "x", which no number can be. Read it with `int64: "bigint"`/,
    );
  });

  it("gives what a schema makes of rows, and numbers those that are not as it says", async () => {
    const file = await fileOf(rows, { rowGroupSize: 10 });
    const schema = () => z.object({ id: z.number().max(24), at: z.date() });
    const read = readParquet(file, { schema, onError: "skip" });
    expect(await read.compute(sync)).toEqual(rows.slice(0, 25).map(({ id, at }) => ({ id, at })));
    const strict = readParquet(file, { schema }).compute(sync);
    await expect(strict).rejects.toMatchObject({ partition: 2, cause: { number: 26, path: file } });
    await expect(strict).rejects.toThrow(/has a bad record, number 26: id: Too big.*"big":"250n"/);
  });

  it("says which file is damaged", async () => {
    const file = await fileOf(rows, { compression: "gzip" });
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0x55, 4, 60));
    await expect(readParquet(file).compute(sync)).rejects.toThrow(
      /The file ".*parquet" could not be read as Parquet: .* It may have been cut off/,
    );
    const cut = await fileOf(rows);
    const read = readParquet(cut);
    truncateSync(cut, 20);
    await expect(read.compute(sync)).rejects.toThrow("has become shorter");
    expect(() => readParquet(cut)).toThrow(/Expected ".*" to be a Parquet file, but parquet file invalid/);
    truncateSync(cut, 5);
    expect(() => readParquet(cut)).toThrow("to be a Parquet file, but it is too short");
  });

  it("reads files of other tools", async () => {
    // Written by DuckDB 1.4 with zstd.
    const rows = await readParquet(fixture("duckdb")).compute(sync);
    expect(rows.map(({ a }) => a)).toEqual([0, 1, 2]);
    expect(rows[1]).toEqual({
      a: 1,
      b: 1n,
      c: 1_000_000_000_000n,
      s: "name 1",
      d9: 0.25,
      d25: 0.125,
      dt: new Date("2020-03-01"),
      ts: new Date("2020-01-01T01:00:00.123Z"),
      tz: new Date("2020-01-01"),
      tm: 45_296_000_000n,
      u: "123e4567-e89b-12d3-a456-426614174000",
      bl: new Uint8Array([0xaa]),
      l: [1n, null, 2n],
      st: { x: 1n, y: ["a", null] },
      m: { k: 1n },
      nl: null,
      ok: false,
      f: Math.fround(1 / 3),
      j: { q: 1 },
      en: "e1",
    });
  });

  it("reads what LZ4 has made of nothing", async () => {
    // Written by pyarrow 25. The dictionary of the last column is empty.
    expect(await readParquet(fixture("pyarrow-lz4")).compute(sync)).toEqual(
      Array.from({ length: 10 }, (_, k) => ({ i: BigInt(k), s: k % 7 === 0 ? null : `name ${k}`, x: null })),
    );
  });

  it.each([
    ["INT32", [1205, 2222]],
    ["INT64", [1205n, 2222n]],
  ] as const)("filters decimals in %s of which only the newer name is there", async (type, data) => {
    const file = path.join(folder, `${type}.parquet`);
    const logical = { type: "DECIMAL", precision: 9, scale: 2 } as const;
    const schema: SchemaElement[] = [
      { name: "root", num_children: 2 },
      { name: "pair", num_children: 1, repetition_type: "REQUIRED" },
      { name: "x", type: "INT32", repetition_type: "REQUIRED" },
      { name: "price", type, repetition_type: "REQUIRED", logical_type: logical },
    ];
    const columnData = [
      { name: "pair", data: [{ x: 1 }, { x: 2 }] },
      { name: "price", data: [...data] },
    ];
    writeFileSync(file, new Uint8Array(parquetWriteBuffer({ schema, columnData })));
    for (const filter of [{ price: 12.05 }, { price: { lt: 20 } }])
      expect(await readParquet(file, { filter }).pluck("price").compute(sync)).toEqual([12.05]);
  });

  it.each([
    [{ columns: ["id", "nme"] }, /`columns` to name columns of ".*", which are id, tags, got "nme"/],
    [{ filter: { age: 5 } }, /`filter` to name columns of ".*", which are id, tags, got "age"/],
    [{ filter: { tags: "a" } }, /`filter` to name columns of single values, got "tags"/],
    [{ filter: { id: { above: 5 } } }, /Expected `filter.id` to be a string, number, .* of eq, ne, lt/],
    [{ filter: { id: { lt: new Date(NaN) } } }, /Expected `filter.id` to be .* valid date or null/],
    [{ columns: [] }, /Expected `columns` to be an array of at least one name/],
    [{ int64: "float" }, /Expected `int64` to be "bigint" or "number", got "float"/],
    [{ rowGroupsPerPartition: 0 }, /`rowGroupsPerPartition`/],
    [{ filters: {} }, /Did you mean `filter`/],
    [{ schema: z.number() }, /`schema` to be a function that makes a schema/],
  ])("refuses %o where it is given", async (options, message) => {
    const file = await fileOf([{ id: 1, tags: ["a"] }]);
    expect(() => readParquet(file, options as never)).toThrow(message);
  });

  it.each([
    [{ schema: { a: "integer" } }, /Expected `schema.a` to be "boolean", .*got "integer"/],
    [{ schema: {} }, /Expected `schema` to be an object with a type for each/],
    [{ schema: { a: { list: { decimal: [5, 6] } } } }, /Expected `schema.a.list` to be/],
    [{ compression: "lz4" }, /Expected `compression` to be "none" or "snappy"/],
    [{ rowGroupSize: 0 }, /`rowGroupSize`/],
  ])("has toParquet refuse %o where it is given", (options, message) => {
    expect(() => toParquet(Bag.fromSequence([{}]), folder, options as never)).toThrow(message);
  });
});

/** What a filter says, in as many words. */
function holdsFor(row: Readonly<Record<string, unknown>>, filter: RowFilter): boolean {
  return Object.entries(filter).every(([column, wanted]) => {
    const got = row[column];
    const conditions =
      typeof wanted === "object" && wanted !== null && !(wanted instanceof Date) ? wanted : { eq: wanted };
    const kind = (value: unknown): string =>
      typeof value === "bigint" ? "number" : value instanceof Date ? "date" : typeof value;
    const order = (other: unknown): number => {
      if (kind(got) !== kind(other) || got === null || other === null) return NaN;
      if ((got as number) < (other as number)) return -1;
      return (got as number) > (other as number) ? 1 : (got as number) >= (other as number) ? 0 : NaN;
    };
    const equals = (other: unknown): boolean => Object.is(got, other) || order(other) === 0;
    return Object.entries(conditions).every(([name, other]) => {
      switch (name) {
        case "eq":
          return equals(other);
        case "ne":
          return !equals(other);
        case "in":
          return (other as unknown[]).some(equals);
        case "notIn":
          return !(other as unknown[]).some(equals);
        case "lt":
          return order(other) < 0;
        case "lte":
          return order(other) <= 0;
        case "gt":
          return order(other) > 0;
        default:
          return order(other) >= 0;
      }
    });
  });
}
