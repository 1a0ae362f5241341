import { Bag } from "@holdall/bag";
import { describe, expectTypeOf, it } from "vitest";

const numbers = Bag.fromSequence([1, 2, 3]);
const words = Bag.fromSequence(["a", "b"]);
const rows = Bag.fromSequence<[number, string, Date]>([]);

describe("types of zip and unzip", () => {
  it("are tuples of the elements of each bag", () => {
    expectTypeOf(Bag.zip(numbers, words)).toEqualTypeOf<Bag<[number, string]>>();
    expectTypeOf(Bag.zip(numbers)).toEqualTypeOf<Bag<[number]>>();
    expectTypeOf(numbers.zip(words, rows)).toEqualTypeOf<Bag<[number, string, [number, string, Date]]>>();
    // @ts-expect-error an array is no bag
    Bag.zip(numbers, [1]);
    // @ts-expect-error there has to be one
    Bag.zip();
  });

  it("are bags of the elements of the tuples", () => {
    expectTypeOf(rows.unzip(3)).toEqualTypeOf<[Bag<number>, Bag<string>, Bag<Date>]>();
    expectTypeOf(rows.unzip(1)).toEqualTypeOf<[Bag<number>]>();
    expectTypeOf(rows.unzip(4)[3]).toEqualTypeOf<Bag<never>>();
    expectTypeOf(rows.unzip(Math.round(2.5))).toEqualTypeOf<Bag<number | string | Date>[]>();
    expectTypeOf(Bag.fromSequence([[1], [2]]).unzip(2)).toEqualTypeOf<[Bag<number>, Bag<number>]>();
    // @ts-expect-error numbers have no elements
    numbers.unzip(2);
  });
});

describe("types of other operations", () => {
  it("follow the elements of the elements", () => {
    const mapped = rows.starmap((x, word, date) => {
      expectTypeOf({ x, word, date }).toEqualTypeOf<{ x: number; word: string; date: Date }>();
      return Promise.resolve(word);
    });
    expectTypeOf(mapped).toEqualTypeOf<Bag<string>>();
    expectTypeOf(Bag.fromSequence([[1], [2]]).starmap((x, y) => x + y)).toEqualTypeOf<Bag<number>>();
    expectTypeOf(Bag.fromSequence([new Set(["a"])]).starmap((x) => x)).toEqualTypeOf<Bag<string>>();
    // @ts-expect-error the second is a string
    rows.starmap((x: number, y: number) => x + y);
    // @ts-expect-error numbers have no elements
    numbers.starmap((x) => x);
  });

  it("put elements into arrays", () => {
    expectTypeOf(words.enumerate()).toEqualTypeOf<Bag<[number, string]>>();
    expectTypeOf(words.batch(2)).toEqualTypeOf<Bag<string[]>>();
    expectTypeOf(words.window(2, { step: 3 })).toEqualTypeOf<Bag<string[]>>();
    // @ts-expect-error there is no such option
    words.window(2, { every: 3 });
  });

  it("are those of running values", () => {
    const add = (a: number, b: number): number => a + b;
    expectTypeOf(numbers.accumulate(add)).toEqualTypeOf<Bag<number>>();
    expectTypeOf(numbers.accumulate((a, b) => Promise.resolve(a + b), { initial: 1 })).toEqualTypeOf<
      Bag<number>
    >();
    expectTypeOf(
      numbers.accumulate((text: string, x) => `${text}${x}`, { initial: () => Promise.resolve("") }),
    ).toEqualTypeOf<Bag<string>>();
    // @ts-expect-error a running value of another type has to begin with something
    numbers.accumulate((text: string, x: number) => `${text}${x}`);
    // @ts-expect-error there is no such option
    numbers.accumulate(add, { start: 1 });
  });

  it("leave the elements as they are", () => {
    expectTypeOf(words.tap((word) => word.length)).toEqualTypeOf<Bag<string>>();
    expectTypeOf(numbers.randomSample(0.5, 1)).toEqualTypeOf<Bag<number>>();
  });
});
