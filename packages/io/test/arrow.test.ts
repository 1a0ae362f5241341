import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Bag } from "@holdall/bag";
import { readArrow, toArrow, type ColumnTypes } from "@holdall/io";
import * as arrow from "apache-arrow";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { cases } from "../../../test/cases.ts";
import { columns } from "./columns.ts";

const folder = mkdtempSync(path.join(tmpdir(), "holdall-arrow-"));
afterAll(() => rmSync(folder, { recursive: true }));

const sync = { scheduler: "sync" } as const;
let files = 0;

async function fileOf(rows: readonly object[], options: Parameters<typeof toArrow>[2] = {}): Promise<string> {
  const bag = Bag.fromSequence(rows, { npartitions: 1 });
  const [file] = await toArrow(bag, path.join(folder, `${++files}-*.arrow`), options).compute(sync);
  return file!.path;
}

const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

// Written as text, and read as such.
const { json: _, ...typed } = columns;
const schema: ColumnTypes = Object.fromEntries(Object.entries(typed).map(([name, [type]]) => [name, type]));
const records = fc.array(
  fc.record(Object.fromEntries(Object.entries(typed).map(([name, [, values]]) => [name, fc.option(values)]))),
  { maxLength: 8 },
);

describe("toArrow and readArrow", () => {
  it("give back what was written, of every type, as a file and as a stream", async () => {
    const formats = fc.constantFrom("file" as const, "stream" as const);
    await fc.assert(
      fc.asyncProperty(records, formats, fc.integer({ min: 1, max: 4 }), async (rows, format, batchSize) => {
        const file = await fileOf(rows, { schema, format, batchSize });
        const read = readArrow(file);
        const batches = Math.max(1, Math.ceil(rows.length / batchSize));
        expect(read.npartitions).toBe(format === "file" ? batches : 1);
        expect(await read.compute(sync)).toEqual(rows);
      }),
      cases(20),
    );
  });

  it("keep columns whose names have no characters, or are those of methods of the library", async () => {
    const rows = [{ "": 1, deep: { "": "x", toJSON: "y", constructor: null }, toString: "z" }];
    expect(await readArrow(await fileOf(rows)).compute(sync)).toEqual(rows);
  });

  it("write what the library of Arrow reads as the same", async () => {
    const rows = [
      { a: 1, b: 5n, c: "x", d: new Date(5), e: [1, 2], f: true },
      { a: null, c: "é" },
    ];
    const table = arrow.tableFromIPC(readFileSync(await fileOf(rows)));
    expect(table.schema.fields.map(({ name, type }) => `${name}: ${String(type)}`)).toEqual([
      "a: Float64",
      "b: Int64",
      "c: Utf8",
      "d: Timestamp<MILLISECOND, UTC>",
      "e: List<Float64>",
      "f: Bool",
    ]);
    expect(
      JSON.parse(
        JSON.stringify(table.toArray().map((row: Record<string, unknown>) => [row["a"], row["c"], row["f"]])),
      ),
    ).toEqual([
      [1, "x", true],
      [null, "é", null],
    ]);
  });

  it("infer types, and write JSON as text", async () => {
    const rows = [{ a: 1, b: { c: "x", d: [1n] }, e: new Uint8Array([1]) }, { a: null }];
    expect(await readArrow(await fileOf(rows)).compute(sync)).toEqual([
      rows[0],
      { a: null, b: null, e: null },
    ]);
    const file = await fileOf([{ a: { b: [1] } }, { a: "x" }], { schema: { a: "json" } });
    expect(await readArrow(file).pluck("a").compute(sync)).toEqual(['{"b":[1]}', '"x"']);
    expect(await readArrow(await fileOf([], { schema: { a: "int8" } })).compute(sync)).toEqual([]);
    expect(await readArrow(await fileOf([])).compute(sync)).toEqual([]);
  });

  it("name the column and the element that do not fit", async () => {
    const run = fileOf([{ x: 1 }, { x: "a" }], { schema: { x: "int32" } });
    await expect(run).rejects.toMatchObject({ operation: "toArrow", partition: 0, index: 1 });
    await expect(run).rejects.toThrow('(int32) in column "x", got "a"');
  });
});

describe("readArrow", () => {
  it.each(["polars-lz4.arrow", "polars-zstd.arrow", "polars.arrows"])(
    "reads %s, of another tool",
    async (name) => {
      const rows = await readArrow(fixture(name)).compute(sync);
      expect(rows).toEqual(
        Array.from({ length: 50 }, (_, k) => ({
          i: k,
          // Of which the tool made nothing.
          l: null,
          s: k % 7 === 0 ? null : `name ${k % 5} and more`,
          f: k / 4,
          b: k % 2 === 0,
          d: new Date(k * 1000),
          a: [k, k + 1],
        })),
      );
    },
  );

  it("reads numbers of 64 bits that are packed by zstd", async () => {
    // Written by pyarrow 25.
    expect(await readArrow(fixture("pyarrow-zstd.arrow")).compute(sync)).toEqual(
      Array.from({ length: 10 }, (_, k) => ({ i: BigInt(k), s: k % 7 === 0 ? null : `name ${k}`, x: null })),
    );
  });

  it("reads fields that have the names of methods", async () => {
    const rows = [{ row: { toJSON: 1, toArray: "a", constructor: null } }, { row: null }];
    const types = { row: { struct: { toJSON: "int32", toArray: "string", constructor: "string" } } } as const;
    expect(await readArrow(await fileOf(rows, { schema: types })).compute(sync)).toEqual(rows);
  });

  it("joins record batches, at once, and tells of each element its file", async () => {
    const rows = Array.from({ length: 7 }, (_, id) => ({ id }));
    const file = await fileOf(rows, { batchSize: 2 });
    const read = readArrow(file, { batchesPerPartition: 3, includePath: true });
    expect(read.npartitions).toBe(2);
    expect(read.computeSync()).toEqual(rows.map((row) => [row, file]));
  });

  it("reads large integers as numbers where that is asked for and can be", async () => {
    const file = await fileOf([{ a: 5n, b: [{ c: 7n }] }]);
    expect(await readArrow(file, { int64: "number" }).compute(sync)).toEqual([{ a: 5, b: [{ c: 7 }] }]);
    const large = await fileOf([{ a: { b: 2n ** 60n } }]);
    await expect(readArrow(large, { int64: "number" }).compute(sync)).rejects.toThrow('in column "a.b"');
  });

  it("gives what a schema makes of rows, and says where those are that are not as it says", async () => {
    const rows = Array.from({ length: 20 }, (_, id) => ({ id }));
    const makeSchema = () => z.object({ id: z.number().max(14).transform(String) });
    for (const format of ["file", "stream"] as const) {
      const file = await fileOf(rows, { batchSize: 6, format });
      const read = readArrow(file, { schema: makeSchema, onError: "skip" });
      expect(await read.pluck("id").compute(sync)).toEqual(rows.slice(0, 15).map(({ id }) => String(id)));
      const strict = readArrow(file, { schema: makeSchema }).compute(sync);
      const number = format === "file" ? 4 : 16;
      await expect(strict).rejects.toMatchObject({ cause: { name: "RecordError", path: file, number } });
      await expect(strict).rejects.toThrow(
        format === "file" ? /number 4 of those that begin behind byte/ : /number 16: id/,
      );
    }
  });

  it("refuses columns that have one name, of which only one could be told", async () => {
    const [a, b] = [arrow.vectorFromArray([1]), arrow.vectorFromArray(["x"])];
    const fields = ["same", "same"].map(
      (name, i) => new arrow.Field(name, [a, b][i]!.type as arrow.DataType),
    );
    const schema = new arrow.Schema(fields);
    const children = [a.data[0]!, b.data[0]!];
    const struct = new arrow.Struct(fields);
    const batch = new arrow.RecordBatch(schema, arrow.makeData({ type: struct, length: 1, children }));
    const file = path.join(folder, "same.arrow");
    writeFileSync(file, arrow.tableToIPC(new arrow.Table([batch]), "file"));
    await expect(readArrow(file).compute(sync)).rejects.toThrow(
      `The file ${JSON.stringify(file)} cannot be read, as two columns have the name "same".`,
    );
  });

  it("says which file is damaged, and how", async () => {
    const text = path.join(folder, "text.arrow");
    writeFileSync(text, "this is no such file");
    expect(() => readArrow(text)).toThrow(
      /Expected ".*" to be an Arrow file, but it does not begin as such files do/,
    );
    const rows = Array.from({ length: 100 }, (_, id) => ({ id, name: `n${id}` }));
    const file = await fileOf(rows);
    const whole = readFileSync(file);
    truncateSync(file, whole.length - 20);
    expect(() => readArrow(file)).toThrow("to be an Arrow file, but its end is missing");
    writeFileSync(file, whole);
    const read = readArrow(file);
    truncateSync(file, 300);
    await expect(read.compute(sync)).rejects.toThrow("has become shorter");
    writeFileSync(file, whole.fill(0x55, 8, 60));
    await expect(readArrow(file).compute(sync)).rejects.toThrow("could not be read as Arrow");
    const stream = await fileOf(rows, { format: "stream", batchSize: 10 });
    truncateSync(stream, readFileSync(stream).length - 100);
    await expect(readArrow(stream).compute(sync)).rejects.toThrow(/the message at byte \d+ is not whole/);
  });

  it.each([
    [() => readArrow("a", { batchesPerPartition: 0 }), /`batchesPerPartition`/],
    [() => readArrow(path.join(folder, "nowhere")), /readArrow\(\): There is no file/],
    [
      () => toArrow(Bag.fromSequence([{}]), "a", { schema: { a: "text" as never } }),
      /Expected `schema.a` to be "boolean"/,
    ],
    [
      () => toArrow(Bag.fromSequence([{}]), "a", { format: "feather" as never }),
      /`format` to be "file" or "stream"/,
    ],
  ])("refuses bad input where it is given: %s", (call, message) => {
    expect(call).toThrow(message);
  });
});
