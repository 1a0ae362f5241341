import { Bag } from "@holdall/bag";
import { readAvro, toAvro, type WrittenFile } from "@holdall/io";
import { expectTypeOf, it } from "vitest";
import { z } from "zod";

it("has elements of what is said, or of what the schema makes", () => {
  expectTypeOf(readAvro("a")).toEqualTypeOf<Bag<Record<string, unknown>>>();
  expectTypeOf(readAvro<string>("a")).toEqualTypeOf<Bag<string>>();
  expectTypeOf(readAvro("a", { schema: () => z.number(), includePath: true })).toEqualTypeOf<
    Bag<[element: number, path: string]>
  >();
});

it("writes elements of any type", () => {
  const schema = { type: "array", items: ["null", "string"] };
  expectTypeOf(toAvro(Bag.fromSequence([["a", null]]), "a", { schema })).toEqualTypeOf<Bag<WrittenFile>>();
  // @ts-expect-error an option that there is not
  toAvro(Bag.range(1), "a", { compression: "gzip" });
});
