import { Bag, Item } from "@holdall/bag";
import { compute, delayed, type Delayed } from "@holdall/core";
import { describe, expectTypeOf, it } from "vitest";

const words = Bag.fromSequence(["a", "b"]);

describe("types of what is run", () => {
  it("are those of the elements", () => {
    expectTypeOf(words.persist()).resolves.toEqualTypeOf<Bag<string>>();
    expectTypeOf(words.toDelayed()).toEqualTypeOf<Delayed<string[]>[]>();
    expectTypeOf(words.iterate({ scheduler: "sync" })).toEqualTypeOf<
      AsyncGenerator<string, void, undefined>
    >();
    expectTypeOf(Bag.fromDelayed(words.toDelayed())).toEqualTypeOf<Bag<string>>();
  });

  it("are those of the value", () => {
    const count = words.count();
    expectTypeOf(count.persist()).resolves.toEqualTypeOf<Item<number>>();
    expectTypeOf(count.toDelayed()).toEqualTypeOf<Delayed<number>>();
    expectTypeOf(Item.fromDelayed(count.toDelayed())).toEqualTypeOf<Item<number>>();
    expectTypeOf(delayed(() => "a")().persist()).resolves.toEqualTypeOf<Delayed<string>>();
    expectTypeOf(compute([words, { count }])).resolves.toEqualTypeOf<
      [[string[], { readonly count: number }]]
    >();
  });

  it("refuse what is nothing lazy, and unknown options", () => {
    // @ts-expect-error a number is nothing lazy
    Item.fromDelayed(3);
    // @ts-expect-error the option is called scheduler
    void words.persist({ schedular: "sync" });
    // @ts-expect-error the option is called workers
    words.iterate({ threads: 3 });
  });
});
