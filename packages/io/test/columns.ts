import type { ColumnType } from "@holdall/io";
import fc from "fast-check";

const dates = fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });

/** Types of columns, and values of each, which are read as they were written. */
export const columns: Readonly<Record<string, readonly [type: ColumnType, values: fc.Arbitrary<unknown>]>> = {
  boolean: ["boolean", fc.boolean()],
  int8: ["int8", fc.integer({ min: -128, max: 127 })],
  int16: ["int16", fc.integer({ min: -32768, max: 32767 })],
  int32: ["int32", fc.integer()],
  int64: ["int64", fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })],
  uint8: ["uint8", fc.nat({ max: 255 })],
  uint16: ["uint16", fc.nat({ max: 65535 })],
  uint32: ["uint32", fc.nat({ max: 2 ** 32 - 1 })],
  uint64: ["uint64", fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })],
  float32: ["float32", fc.float()],
  float64: ["float64", fc.double()],
  string: ["string", fc.string({ unit: "grapheme" })],
  bytes: ["bytes", fc.uint8Array().map((bytes) => new Uint8Array(bytes))],
  date: ["date", dates.map((date) => new Date(Math.floor(date.getTime() / 864e5) * 864e5))],
  timestamp: ["timestamp", dates],
  json: ["json", fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown)],
  small: [{ decimal: [7, 2] }, fc.integer({ min: -9999999, max: 9999999 }).map((x) => x / 100)],
  large: [{ decimal: [30, 3] }, fc.integer().map((x) => x / 1000)],
  list: [{ list: "int32" }, fc.array(fc.option(fc.integer()), { maxLength: 3 })],
  lists: [{ list: { list: "string" } }, fc.array(fc.array(fc.string(), { maxLength: 2 }), { maxLength: 2 })],
  struct: [
    { struct: { x: "float64", y: { list: "string" } } },
    fc.record({ x: fc.option(fc.double()), y: fc.option(fc.array(fc.string(), { maxLength: 2 })) }),
  ],
  structs: [
    { list: { struct: { id: "int64" } } },
    fc.array(fc.record({ id: fc.bigInt({ min: 0n, max: 9n }) }), { maxLength: 2 }),
  ],
  nothing: ["null", fc.constant(null)],
};
