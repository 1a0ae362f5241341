import type { Bag } from "@holdall/bag";
import { readText, type ReadTextOptions } from "@holdall/io";
import { expectTypeOf, it } from "vitest";

it("types lines, with the path of their file where it is asked for", () => {
  expectTypeOf(readText("a.txt")).toEqualTypeOf<Bag<string>>();
  expectTypeOf(readText(["a.txt"], { blockSize: 5 })).toEqualTypeOf<Bag<string>>();
  expectTypeOf(readText("a.txt", { includePath: false })).toEqualTypeOf<Bag<string>>();
  expectTypeOf(readText("a.txt", { includePath: true })).toEqualTypeOf<Bag<[line: string, path: string]>>();
  const some: ReadTextOptions = {};
  expectTypeOf(readText("a.txt", some)).toEqualTypeOf<Bag<string | [line: string, path: string]>>();
  // @ts-expect-error an option that there is not
  readText("a.txt", { size: 5 });
});
