import { Bag } from "@holdall/bag";
import { InvalidArgumentError, setConfig, withConfig, type Passes } from "@holdall/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

// Whatever the environment of the tests says.
beforeAll(() => setConfig({ optimize: true }));
afterAll(() => setConfig({ optimize: undefined }));

describe("explain", () => {
  it("shows the plan as it was made and as it is optimised, and the tasks", () => {
    const numbers = Bag.concat([Bag.range(10, { npartitions: 2 }), Bag.fromSequence([3, 4])]);
    expect(
      numbers
        .map((x) => x * x)
        .take(3)
        .explain(),
    ).toMatchInlineSnapshot(`
      "Plan
        1. range: 10 elements in 2 partitions
        2. fromSequence: 2 elements in 2 partitions
        3. concat of 1, 2: 4 partitions
        4. map of 3: (x) => x * x
        5. take of 4: the first 3 within 4 partitions

      Optimised plan
        1. range: 10 elements in 2 partitions
        2. map of 1: (x) => x * x
        3. take of 2: the first 3 of each partition
        4. fromSequence: 2 elements in 2 partitions
        5. map of 4: (x) => x * x
        6. take of 5: the first 3 of each partition
        7. take of 3, 6: 4 partitions
        8. take of 7: the first 3 within 4 partitions

      Tasks
        2 tasks: range -> map -> take -> collect
        2 tasks: fromSequence -> map -> take -> collect
        1 task: take"
    `);
  });

  it("shows what several operations read once", () => {
    const squares = Bag.range(4, { npartitions: 2 }).map((x) => x * x);
    expect(squares.map((x, y, total) => x + y + total, squares, squares.sum()).explain())
      .toMatchInlineSnapshot(`
      "Plan
        1. range: 4 elements in 2 partitions
        2. map of 1: (x) => x * x
        3. map of 2, 2: (x, y, total) => x + y + total

      Optimised plan
        the same

      Tasks
        2 tasks: range -> map -> collect
        2 tasks: map -> sum
        1 task: sum -> sum
        2 tasks: map -> map -> collect"
    `);
  });

  it("says of other operations what there is to say", () => {
    const words = Bag.fromSequence(["a b", "c"])
      .flatMap((line) => line.split(" "))
      .mapPartitions((partition) => [partition.join("")]);
    const longest = words
      .reduction(
        (all) => all.reduce((most, word) => Math.max(most, word.length), Number.NEGATIVE_INFINITY),
        (all) => Math.max(...all),
        { splitEvery: false },
      )
      .apply((most) => most + 1);
    expect(longest.explain()).toMatchInlineSnapshot(`
      "Plan
        1. fromSequence: 2 elements in 2 partitions
        2. flatMap of 1: (line) => line.split(" ")
        3. mapPartitions of 2: (partition) => [partition.join("")]
        4. reduction of 3, each partition
        5. reduction of 4, all at a time
        6. apply of 5: (most) => most + 1

      Optimised plan
        the same

      Tasks
        2 tasks: fromSequence -> flatMap -> collect
        2 tasks: mapPartitions -> reduction
        1 task: reduction -> reduction
        1 task: apply"
    `);
  });

  it("shows what each pass does, by what becomes of the plan without it", () => {
    const squares = Bag.concat([Bag.range(4, { npartitions: 2 }), Bag.range(2)]).map((x) => x * x);
    const taken = squares.take(3);
    expect(taken.explain({ optimize: false })).toMatchInlineSnapshot(`
      "Plan
        1. range: 4 elements in 2 partitions
        2. range: 2 elements in 2 partitions
        3. concat of 1, 2: 4 partitions
        4. map of 3: (x) => x * x
        5. take of 4: the first 3 within 4 partitions

      Optimised plan
        the same

      Tasks
        2 tasks: range -> collect, interpreted
        2 tasks: range -> collect, interpreted
        4 tasks: concat -> map -> collect, interpreted
        1 task: take"
    `);
    // What follows the plan as it was made.
    const without = (pass: keyof Passes): string =>
      taken.explain({ optimize: { [pass]: false } }).replace(/^.*?\n\n/s, "");
    expect(without("pushTakeDown")).toMatchInlineSnapshot(`
      "Optimised plan
        1. range: 4 elements in 2 partitions
        2. map of 1: (x) => x * x
        3. range: 2 elements in 2 partitions
        4. map of 3: (x) => x * x
        5. map of 2, 4: 4 partitions
        6. take of 5: the first 3 within 4 partitions

      Tasks
        2 tasks: range -> map -> collect
        2 tasks: range -> map -> collect
        1 task: take"
    `);
    expect(without("pushThroughConcat")).toMatchInlineSnapshot(`
      "Optimised plan
        1. range: 4 elements in 2 partitions
        2. range: 2 elements in 2 partitions
        3. concat of 1, 2: 4 partitions
        4. map of 3: (x) => x * x
        5. take of 4: the first 3 of each partition
        6. take of 5: the first 3 within 4 partitions

      Tasks
        2 tasks: range -> collect
        2 tasks: range -> collect
        4 tasks: concat -> map -> take -> collect
        1 task: take"
    `);
    expect(without("fuse")).toMatchInlineSnapshot(`
      "Optimised plan
        1. range: 4 elements in 2 partitions
        2. map of 1: (x) => x * x
        3. take of 2: the first 3 of each partition
        4. range: 2 elements in 2 partitions
        5. map of 4: (x) => x * x
        6. take of 5: the first 3 of each partition
        7. take of 3, 6: 4 partitions
        8. take of 7: the first 3 within 4 partitions

      Tasks
        2 tasks: range -> collect
        2 tasks: range -> map -> collect
        2 tasks: map -> take -> collect
        2 tasks: range -> collect
        2 tasks: range -> map -> collect
        2 tasks: map -> take -> collect
        1 task: take"
    `);
    expect(without("compile")).toMatchInlineSnapshot(`
      "Optimised plan
        1. range: 4 elements in 2 partitions
        2. map of 1: (x) => x * x
        3. take of 2: the first 3 of each partition
        4. range: 2 elements in 2 partitions
        5. map of 4: (x) => x * x
        6. take of 5: the first 3 of each partition
        7. take of 3, 6: 4 partitions
        8. take of 7: the first 3 within 4 partitions

      Tasks
        2 tasks: range -> map -> take -> collect, interpreted
        2 tasks: range -> map -> take -> collect, interpreted
        1 task: take"
    `);
  });

  it("shows what is left of the data and the work where not all is needed", () => {
    const people = Bag.fromSequence([{ name: "Ada", born: 1815 }, { name: "Alan" }]);
    const born = people.pluck("born", 0);
    expect(born.explain()).toContain("2 tasks: fromSequence (only born) -> pluck -> collect");
    expect(born.count().explain()).toContain(
      "2 tasks: fromSequence (only how many) -> count, without a loop\n",
    );
    expect(born.count().explain({ optimize: { project: false } })).toContain(
      "2 tasks: fromSequence -> pluck -> count\n",
    );
  });

  it("goes by the configuration where nothing else is said", () => {
    const taken = Bag.range(4).take(1);
    for (const optimize of [false, { pushTakeDown: false }]) {
      expect(withConfig({ optimize }, () => taken.explain())).toBe(taken.explain({ optimize }));
      expect(withConfig({ optimize }, () => taken.explain({ optimize: true }))).toBe(taken.explain());
    }
  });

  it("shows the generated loops on request", () => {
    const text = Bag.range(4).max().explain({ code: true });
    expect(text).toMatchInlineSnapshot(`
      "Plan
        1. range: 4 elements in 4 partitions
        2. max of 1, each partition
        3. max of 2, 8 at a time

      Optimised plan
        the same

      Tasks
        4 tasks: range -> extreme

          const { nothing } = ours;

          return function advance(frame, end) {
            const { walk, pipeline: { spec, states }, run: { inputs, pacer } } = frame;
            const step = walk.step;
            let best1 = states[1].best;
            let { index } = frame;
            let value = walk.start + index * step;
            let at = 0, exit, element, held, given;
            try {
              elements: for (; index < end; index++) {
                at = 0;
                given = undefined;
                const x0 = value;
                value += step;

                // extreme
                at = 1;
                given = x0;
                if (best1 === nothing || x0 > best1) {
                  best1 = x0;
                }
              }
            } catch (error) {
              frame.given = given;
              throw error;
            } finally {
              frame.index = index;
              frame.at = at;
              frame.element = element;
              frame.held = held;
              states[1].best = best1;
            }
            return exit;
          };

        1 task: max -> extreme

          const { nothing } = ours;

          return function advance(frame, end) {
            const { walk, pipeline: { spec, states }, run: { inputs, pacer } } = frame;
            const items = walk.items;
            const start = walk.start;
            let best1 = states[1].best;
            let place = start + frame.index;
            const stop = start + end;
            let at = 0, exit, element, held, given;
            try {
              elements: for (; place < stop; place++) {
                at = 0;
                given = undefined;
                const x0 = items[place];
                if (x0.length > 0) {
                  const partial0 = x0[0];

                  // extreme
                  at = 1;
                  given = partial0;
                  if (best1 === nothing || partial0 > best1) {
                    best1 = partial0;
                  }
                }
              }
            } catch (error) {
              frame.given = given;
              throw error;
            } finally {
              frame.index = place - start;
              frame.at = at;
              frame.element = element;
              frame.held = held;
              states[1].best = best1;
            }
            return exit;
          };
      "
    `);
  });

  it("runs nothing, and copes with ten thousand operations", () => {
    const fail = (): never => {
      throw new Error("run");
    };
    let bag = Bag.fromSequence([1]);
    for (let i = 0; i < 10_000; i++) bag = bag.map(fail);
    expect(bag.explain().split("\n").length).toBeGreaterThan(10_000);
  });

  it("refuses unknown options", () => {
    expect(() => Bag.range(1).explain({ optimize: { fuze: false } } as never)).toThrow(
      "bag.explain(): Unknown option `optimize.fuze`. Did you mean `optimize.fuse`?",
    );
    expect(() => Bag.range(1).explain({ kode: true } as never)).toThrow(InvalidArgumentError);
    expect(() =>
      Bag.range(1)
        .sum()
        .explain({ code: 1 } as never),
    ).toThrow("item.explain()");
  });
});
