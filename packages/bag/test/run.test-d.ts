import { Bag, Item } from "@holdall/bag";
import { compute, delayed, type Delayed, type PartialOutcome, type RunOptions } from "@holdall/core";
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

  it("say what may be missing where a run may fail in part", () => {
    const count = words.count();
    const part = { allowFailures: true } as const;
    expectTypeOf(words.compute(part)).resolves.toEqualTypeOf<PartialOutcome<string[]>>();
    expectTypeOf(count.compute(part)).resolves.toEqualTypeOf<PartialOutcome<number | undefined>>();
    expectTypeOf(delayed(() => "a")().compute(part)).resolves.toEqualTypeOf<
      PartialOutcome<string | undefined>
    >();
    expectTypeOf(compute(words, { count }, 3, { allowFailures: true })).resolves.toEqualTypeOf<
      PartialOutcome<[string[], { readonly count: number | undefined }, 3]>
    >();
    expectTypeOf(words.compute({ allowFailures: false })).resolves.toEqualTypeOf<string[]>();
    expectTypeOf(words.compute({} as RunOptions)).resolves.toEqualTypeOf<string[]>();
    // @ts-expect-error what it returns depends on it
    void words.compute({ allowFailures: true as boolean });
    // @ts-expect-error there is no way to say what is missing
    void words.persist(part);
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
