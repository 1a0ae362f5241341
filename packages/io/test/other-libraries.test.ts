import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import * as zlib from "node:zlib";
import { Bag } from "@holdall/bag";
import {
  readArrow,
  readAvro,
  readParquet,
  toArrow,
  toAvro,
  toParquet,
  type AvroSchema,
  type ColumnTypes,
  type OutputPath,
  type WrittenFile,
} from "@holdall/io";
import * as arrow from "apache-arrow";
import avro from "avsc";
import fc from "fast-check";
import { parquetReadObjects } from "hyparquet";
import { compressors, decompressSnappy, decompressZstd } from "hyparquet-compressors";
import { parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, describe, expect, it } from "vitest";
import { columns } from "./columns.ts";
import { cases } from "../../../test/cases.ts";

const folder = mkdtempSync(path.join(tmpdir(), "holdall-libraries-"));
afterAll(() => rmSync(folder, { recursive: true }));

const sync = { scheduler: "sync" } as const;
let files = 0;

function newFile(): string {
  return path.join(folder, String(++files));
}

/** The file in which the rows are when they are written so. */
async function fileOf<T extends object>(
  rows: readonly T[],
  write: (bag: Bag<T>, path: OutputPath) => Bag<WrittenFile>,
): Promise<string> {
  const [file] = await write(Bag.fromSequence(rows, { npartitions: 1 }), `${newFile()}-*`).compute(sync);
  return file!.path;
}

function recordsOf(names: readonly string[]): [ColumnTypes, fc.Arbitrary<Record<string, unknown>[]>] {
  const some = names.map((name) => [name, columns[name]!] as const);
  const types = Object.fromEntries(some.map(([name, [type]]) => [name, type]));
  const record = fc.record(Object.fromEntries(some.map(([name, [, values]]) => [name, fc.option(values)])));
  return [types, fc.array(record, { maxLength: 8 })];
}

describe("hyparquet", () => {
  it("reads what was written, of every type, compressed in every way", async () => {
    const [schema, records] = recordsOf(Object.keys(columns));
    const compressions = fc.constantFrom("none" as const, "snappy", "gzip", "brotli", ...ifZstd("zstd"));
    await fc.assert(
      fc.asyncProperty(records, compressions, fc.nat(3), async (rows, compression, more) => {
        const options = { schema, compression, rowGroupSize: 1 + more };
        const bytes = readFileSync(await fileOf(rows, (bag, out) => toParquet(bag, out, options)));
        const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
        expect(await parquetReadObjects({ file, compressors, utf8: false })).toEqual(rows);
      }),
      cases(10),
    );
  });

  it("writes what is read as the same", async () => {
    const columnData = [
      { name: "id", data: [1n, 2n, 3n] },
      { name: "name", data: ["a", null, "é"] },
      { name: "at", data: [new Date(0), new Date(1), null] },
    ];
    const file = newFile();
    writeFileSync(file, new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 2 })));
    expect(await readParquet(file).compute(sync)).toEqual(
      columnData[0]!.data.map((_, i) =>
        Object.fromEntries(columnData.map(({ name, data }) => [name, data[i]])),
      ),
    );
  });
});

describe("apache-arrow", () => {
  const plain = ["boolean", "int8", "int32", "int64", "uint32", "float32", "float64", "string", "bytes"];

  it.each(["file", "stream"] as const)("reads what was written as a %s", async (format) => {
    const [schema, records] = recordsOf([...plain, "list", "lists", "structs"]);
    await fc.assert(
      fc.asyncProperty(records, fc.nat(3), async (rows, more) => {
        const options = { schema, format, batchSize: 1 + more };
        const file = await fileOf(rows, (bag, out) => toArrow(bag, out, options));
        const table = arrow.tableFromIPC(readFileSync(file));
        expect(table.toArray().map(plainOf)).toEqual(rows);
      }),
      cases(10),
    );
  });

  it("reads times, to the millisecond, and JSON as text", async () => {
    const rows = [{ at: new Date(5), day: new Date(864e5), what: { a: 1 } }];
    const schema = { at: "timestamp", day: "date", what: "json" } as const;
    const table = arrow.tableFromIPC(
      readFileSync(await fileOf(rows, (bag, out) => toArrow(bag, out, { schema }))),
    );
    expect(table.toArray().map(plainOf)).toEqual([{ at: 5, day: 864e5, what: '{"a":1}' }]);
    expect(table.schema.fields.map(({ type }) => String(type))).toEqual([
      "Timestamp<MILLISECOND, UTC>",
      "Date32<DAY>",
      "Utf8",
    ]);
  });

  it.each(["file", "stream"] as const)("writes what is read as the same, as a %s", async (format) => {
    const rows = [
      { id: 1n, name: "a", parts: [1, 2], at: { x: 0.5 } },
      { id: 2n, name: null, parts: null, at: { x: null } },
    ];
    const types = {
      id: new arrow.Int64(),
      name: new arrow.Dictionary(new arrow.Utf8(), new arrow.Int32()),
      parts: new arrow.List(new arrow.Field("item", new arrow.Int32())),
      at: new arrow.Struct([new arrow.Field("x", new arrow.Float64())]),
    };
    const vectors = Object.entries(types).map(([name, type]) => [
      name,
      arrow.vectorFromArray(
        rows.map((row) => row[name as keyof typeof types]),
        type as arrow.DataType,
      ),
    ]);
    const file = newFile();
    const table = new arrow.Table(Object.fromEntries(vectors) as Record<string, arrow.Vector>);
    writeFileSync(file, arrow.tableToIPC(table, format));
    expect(await readArrow(file).compute(sync)).toEqual(rows);
  });
});

/** What a value of Arrow stands for, as plain data. */
function plainOf(value: unknown): unknown {
  if (value instanceof arrow.Vector) return Array.from(value as Iterable<unknown>, plainOf);
  if (value instanceof arrow.StructRow || value instanceof arrow.MapRow) {
    const entries = [...(value as Iterable<[string, unknown]>)];
    return Object.fromEntries(entries.map(([name, one]) => [name, plainOf(one)]));
  }
  return value;
}

describe("avsc", () => {
  const schema: AvroSchema = {
    type: "record",
    name: "Visit",
    fields: [
      { name: "id", type: "long" },
      { name: "name", type: ["null", "string"] },
      { name: "score", type: "double" },
      { name: "isFirst", type: "boolean" },
      { name: "tags", type: { type: "array", items: "string" } },
      { name: "counts", type: { type: "map", values: "int" } },
      { name: "suit", type: { type: "enum", name: "Suit", symbols: ["HEARTS", "SPADES"] } },
      { name: "pair", type: { type: "fixed", name: "Pair", size: 2 } },
      { name: "data", type: "bytes" },
      { name: "next", type: ["null", "Visit"] },
    ],
  };
  const { visit } = fc.letrec<{ visit: object }>((tie) => ({
    visit: fc.record({
      id: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      name: fc.option(fc.string({ unit: "grapheme" })),
      score: fc.double(),
      isFirst: fc.boolean(),
      tags: fc.array(fc.string(), { maxLength: 3 }),
      counts: fc.dictionary(fc.string({ unit: "grapheme", maxLength: 5 }), fc.integer(), { maxKeys: 3 }),
      suit: fc.constantFrom("HEARTS", "SPADES"),
      pair: bytesOf({ minLength: 2, maxLength: 2 }),
      data: bytesOf({ maxLength: 5 }),
      next: fc.option(tie("visit"), { depthSize: "small" }),
    }),
  }));
  const records = fc.array(visit, { maxLength: 8 });

  /** The type of avsc, with bigints for what may be larger than a number can be. */
  const parse = (given: unknown): avro.Type => {
    const long = avro.types.LongType.__with({
      fromBuffer: (buffer: Buffer) => buffer.readBigInt64LE(),
      toBuffer(value: bigint) {
        const buffer = Buffer.alloc(8);
        buffer.writeBigInt64LE(value);
        return buffer;
      },
      fromJSON: BigInt,
      toJSON: Number,
      isValid: (value: unknown) => typeof value === "bigint",
      compare: (a: bigint, b: bigint) => Number(a > b) - Number(a < b),
    });
    return avro.Type.forSchema(given as avro.Schema, { registry: { long } });
  };

  const packed = fc.constantFrom("null" as const, "deflate" as const);
  const written = fc.constantFrom("null" as const, "deflate", "snappy", ...ifZstd("zstandard"));
  const unpackers = {
    ...avro.streams.BlockDecoder.defaultCodecs(),
    snappy: unpackBy((bytes) => decompressSnappy(bytes.subarray(0, -4), lengthOfSnappy(bytes))),
    zstandard: unpackBy((bytes) => decompressZstd(bytes)),
  };

  it("reads what was written, however it is packed and cut", async () => {
    await fc.assert(
      fc.asyncProperty(records, written, fc.integer({ min: 1, max: 99 }), async (rows, codec, blockSize) => {
        const file = await fileOf(rows, (bag, out) => toAvro(bag, out, { schema, codec, blockSize }));
        const read: unknown[] = [];
        for await (const row of avro.createFileDecoder(file, { parseHook: parse, codecs: unpackers }))
          read.push(withoutBuffers(row));
        expect(read).toEqual(rows);
      }),
      cases(10),
    );
  });

  it("writes what is read as the same, wherever it is cut", async () => {
    await fc.assert(
      fc.asyncProperty(records, packed, fc.integer({ min: 1, max: 99 }), async (rows, codec, blockSize) => {
        const options = { codec, blockSize, writeHeader: "always" } as const;
        const encoder = new avro.streams.BlockEncoder(parse(schema), options);
        const file = newFile();
        writeFileSync(file, await buffer(Readable.from(rows.map(withBuffers)).pipe(encoder)));
        expect(await readAvro(file, { blockSize: 100 }).compute(sync)).toEqual(rows);
      }),
      cases(10),
    );
  });
});

/** Where Node has zstd, which is from version 22.15 on. */
function ifZstd<T extends string>(name: T): T[] {
  return "zstdCompressSync" in zlib ? [name] : [];
}

type Unpack = (bytes: Buffer, callback: (error: Error | null, unpacked?: Buffer) => void) => void;

function unpackBy(unpack: (bytes: Uint8Array) => Uint8Array): Unpack {
  return (bytes, callback) => callback(null, Buffer.from(unpack(bytes)));
}

/** How long it was before it was packed, which it begins with. */
function lengthOfSnappy(bytes: Uint8Array): number {
  const end = bytes.findIndex((byte) => byte < 0x80);
  return bytes.subarray(0, end + 1).reduceRight((length, byte) => length * 0x80 + (byte & 0x7f), 0);
}

const withBuffers = (value: unknown): unknown => mapBytes(value, (bytes) => Buffer.from(bytes));
const withoutBuffers = (value: unknown): unknown => mapBytes(value, (bytes) => new Uint8Array(bytes));

function mapBytes(value: unknown, map: (bytes: Uint8Array) => Uint8Array): unknown {
  if (value instanceof Uint8Array) return map(value);
  if (Array.isArray(value)) return value.map((item) => mapBytes(item, map));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, mapBytes(one, map)]));
}

function bytesOf(length: fc.IntArrayConstraints): fc.Arbitrary<Uint8Array> {
  return fc.uint8Array(length).map((bytes) => new Uint8Array(bytes));
}
