import type { Bag } from "@holdall/bag";
import { readJsonLines } from "@holdall/io";
import { expectTypeOf, it } from "vitest";
import { z } from "zod";

const schema = () => z.object({ id: z.coerce.number(), at: z.string().default("") });

interface Order {
  id: number;
}

it("types elements by the schema, by what is said of them, or not at all", () => {
  expectTypeOf(readJsonLines("a")).toEqualTypeOf<Bag<unknown>>();
  expectTypeOf(readJsonLines("a", { blockSize: 5 })).toEqualTypeOf<Bag<unknown>>();
  expectTypeOf(readJsonLines<Order>("a")).toEqualTypeOf<Bag<Order>>();
  expectTypeOf(readJsonLines("a", { schema })).toEqualTypeOf<Bag<{ id: number; at: string }>>();
});

it("types what takes the place of bad lines, and paths", () => {
  const skipped = readJsonLines("a", { schema, onError: "skip" });
  expectTypeOf(skipped).toEqualTypeOf<Bag<{ id: number; at: string }>>();
  const replaced = readJsonLines("a", { schema: () => z.number(), onError: (_error, line) => line });
  expectTypeOf(replaced).toEqualTypeOf<Bag<number | string>>();
  const paired = readJsonLines("a", { schema: () => z.number(), includePath: true });
  expectTypeOf(paired).toEqualTypeOf<Bag<[element: number, path: string]>>();
  // @ts-expect-error a schema itself cannot go to the workers
  readJsonLines("a", { schema: z.number() });
});
