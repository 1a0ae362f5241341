import type { Bag } from "@holdall/bag";
import { readCsv, type InferredValue, type ReadCsvOptions } from "@holdall/io";
import { expectTypeOf, it } from "vitest";
import { z } from "zod";

it("types records by header, columns and what is inferred", () => {
  expectTypeOf(readCsv("a")).toEqualTypeOf<Bag<Record<string, string>>>();
  expectTypeOf(readCsv("a", { infer: true })).toEqualTypeOf<Bag<Record<string, InferredValue>>>();
  expectTypeOf(readCsv("a", { header: false })).toEqualTypeOf<Bag<string[]>>();
  expectTypeOf(readCsv("a", { columns: ["x", "y"] })).toEqualTypeOf<Bag<Record<"x" | "y", string>>>();
});

it("types records by a schema, what takes the place of bad ones, and paths", () => {
  const schema = () => z.object({ id: z.coerce.number() });
  expectTypeOf(readCsv("a", { schema })).toEqualTypeOf<Bag<{ id: number }>>();
  expectTypeOf(readCsv("a", { schema, onError: "skip" })).toEqualTypeOf<Bag<{ id: number }>>();
  expectTypeOf(readCsv("a", { schema, onError: (_error, fields) => fields.length })).toEqualTypeOf<
    Bag<{ id: number } | number>
  >();
  expectTypeOf(readCsv("a", { header: false, includePath: true })).toEqualTypeOf<
    Bag<[element: string[], path: string]>
  >();
});

it("types records by options that are made elsewhere", () => {
  const options = { header: false, infer: true, delimiter: ";" };
  type Fields = InferredValue[] | Record<string, InferredValue>;
  expectTypeOf(readCsv("a", options)).toEqualTypeOf<Bag<Fields>>();
  const noHeader = { header: false };
  expectTypeOf(readCsv("a", noHeader)).toEqualTypeOf<Bag<Record<string, string> | string[]>>();
  const some: { infer?: boolean; includePath?: boolean } = {};
  type Inferred = Record<string, InferredValue>;
  expectTypeOf(readCsv("a", some)).toEqualTypeOf<Bag<Inferred | [element: Inferred, path: string]>>();
  const named: { columns?: ("x" | "y")[] } = {};
  expectTypeOf(readCsv("a", named)).toEqualTypeOf<Bag<Record<"x" | "y", string> | Record<string, string>>>();
  const validated: { schema?: () => z.ZodNumber } = {};
  expectTypeOf(readCsv("a", validated)).toEqualTypeOf<Bag<number | Record<string, string>>>();
  expectTypeOf(readCsv("a", { header: undefined, includePath: undefined })).toEqualTypeOf<
    Bag<Record<string, string>>
  >();
  const any: ReadCsvOptions = {};
  expectTypeOf(readCsv("a", any)).toEqualTypeOf<Bag<unknown>>();
});
