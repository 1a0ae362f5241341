import { Bag } from "@holdall/bag";
import { readParquet, toParquet, type WrittenFile } from "@holdall/io";
import { expectTypeOf, it } from "vitest";
import { z } from "zod";

it("has elements of what is said, or of what the schema makes", () => {
  expectTypeOf(readParquet("a")).toEqualTypeOf<Bag<Record<string, unknown>>>();
  expectTypeOf(readParquet<{ id: number }>("a")).toEqualTypeOf<Bag<{ id: number }>>();
  expectTypeOf(readParquet("a", { schema: () => z.object({ id: z.number() }) })).toEqualTypeOf<
    Bag<{ id: number }>
  >();
  expectTypeOf(readParquet("a", { includePath: true })).toEqualTypeOf<
    Bag<[element: Record<string, unknown>, path: string]>
  >();
  expectTypeOf(readParquet("a", { onError: (_, record) => Object.keys(record).length })).toEqualTypeOf<
    Bag<Record<string, unknown> | number>
  >();
});

it("writes objects, and knows the types of columns", () => {
  const people = Bag.fromSequence([{ name: "Ada" }]);
  expectTypeOf(toParquet(people, "a", { schema: { name: "string" } })).toEqualTypeOf<Bag<WrittenFile>>();
  // @ts-expect-error a type that there is not
  toParquet(people, "a", { schema: { name: "text" } });
  // @ts-expect-error elements that have no columns
  toParquet(people.pluck("name"), "a");
});
