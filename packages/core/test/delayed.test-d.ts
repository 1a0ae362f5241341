import { compute, computeWithMetadata, delayed, type Delayed, type WithMetadata } from "@holdall/core";
import { expectTypeOf, test } from "vitest";

const add = delayed((a: number, b: number) => a + b);
interface Order {
  readonly item: string;
  readonly prices: number[];
  readonly at: Date;
}

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
  const ofOrder = delayed((order: Order) => order.prices.length);
  ofOrder({ item: "tea", prices: [add(1, 2), 3], at: new Date() });
  ofOrder(delayed((item: string): Order => ({ item, prices: [], at: new Date() }))("tea"));
  // @ts-expect-error -- a number is wanted
  add("1", 2);
  // @ts-expect-error -- a number is wanted in there
  ofOrder({ item: "tea", prices: [load("a")], at: new Date() });
  // @ts-expect-error -- a delayed number is wanted
  add(load("a"), 2);
});

test("compute keeps the shape, with values in the place of collections", () => {
  expectTypeOf(compute(add(1, 2), load("a"))).toEqualTypeOf<Promise<[number, string[]]>>();
  expectTypeOf(compute({ list: [add(1, 2)], n: Number("1") })).toExtend<
    Promise<[{ list: [number]; n: number }]>
  >();
});

test("compute looks into objects whose type is an interface, and leaves alone what has nothing to compute", () => {
  interface Parts {
    readonly sum: Delayed<number>;
    readonly more?: { readonly names: Delayed<string[]> };
    readonly order: Order;
  }
  interface Computed {
    readonly sum: number;
    readonly more?: { readonly names: string[] };
    readonly order: Order;
  }
  const parts: Parts = { sum: add(1, 2), order: { item: "tea", prices: [], at: new Date() } };
  expectTypeOf(compute(parts)).resolves.toEqualTypeOf<[Computed]>();
  expectTypeOf(compute(add(1, 2), [parts.order])).resolves.toEqualTypeOf<[number, [Order]]>();
  class Tagged {
    readonly #tag = "a";
    tag(): string {
      return this.#tag;
    }
  }
  expectTypeOf(compute(add(1, 2), [new Tagged()])).resolves.toEqualTypeOf<[number, [Tagged]]>();
});

test("compute takes options that are made elsewhere", () => {
  const options = { scheduler: "sync" };
  expectTypeOf(compute(add(1, 2), options)).resolves.toEqualTypeOf<[number]>();
  const some: { workers?: number } = {};
  expectTypeOf(compute(add(1, 2), some)).resolves.toEqualTypeOf<[number]>();
  expectTypeOf(computeWithMetadata(add(1, 2), options)).resolves.toEqualTypeOf<WithMetadata<[number]>>();
  expectTypeOf(compute(add(1, 2), { workers: add(1, 2) })).resolves.toEqualTypeOf<
    [number, { readonly workers: number }]
  >();
  expectTypeOf(compute({ workers: add(1, 2) })).resolves.toEqualTypeOf<[{ readonly workers: number }]>();
});
