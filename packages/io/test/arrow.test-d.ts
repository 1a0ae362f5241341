import { Bag } from "@holdall/bag";
import { readArrow, toArrow, type WrittenFile } from "@holdall/io";
import { expectTypeOf, it } from "vitest";

it("has elements of what is said, and writes objects", () => {
  expectTypeOf(readArrow("a")).toEqualTypeOf<Bag<Record<string, unknown>>>();
  expectTypeOf(readArrow<{ id: number }, never, true>("a", { includePath: true })).toEqualTypeOf<
    Bag<[element: { id: number }, path: string]>
  >();
  expectTypeOf(toArrow(Bag.fromSequence([{ a: 1 }]), "a", { format: "stream" })).toEqualTypeOf<
    Bag<WrittenFile>
  >();
  // @ts-expect-error elements that have no columns
  toArrow(Bag.range(1), "a");
});
