import { compute, delayed, type Delayed } from "@holdall/core";
import { expectTypeOf, test } from "vitest";

const add = delayed((a: number, b: number) => a + b);
const load = delayed((name: string) => Promise.resolve([name]));

test("a call is a Delayed of what the function returns, awaited", () => {
  expectTypeOf(add(1, 2)).toEqualTypeOf<Delayed<number>>();
  expectTypeOf(load("a")).toEqualTypeOf<Delayed<string[]>>();
  expectTypeOf(add(1, 2).compute()).toEqualTypeOf<Promise<number>>();
});

test("arguments are what the function takes, or lazy values of that, also nested", () => {
  add(add(1, 2), 3);
  const total = delayed((input: { readonly parts: readonly number[] }) => input.parts.length);
  total({ parts: [add(1, 2), 3] });
  // @ts-expect-error -- a number is wanted
  add("1", 2);
  // @ts-expect-error -- a delayed number is wanted
  add(load("a"), 2);
});

test("compute keeps the shape, with values in the place of collections", () => {
  expectTypeOf(compute(add(1, 2), load("a"))).toEqualTypeOf<Promise<[number, string[]]>>();
  expectTypeOf(compute({ list: [add(1, 2)], n: Number("1") })).toExtend<
    Promise<[{ list: [number]; n: number }]>
  >();
});
