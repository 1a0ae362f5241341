import { setTimeout as sleep } from "node:timers/promises";
import { Bag, compute, delayed, registerClass, TaskError, UnregisteredClassError } from "holdall";
import { describe, expect, it } from "vitest";
import { onEveryScheduler, schedulers } from "./on-every-scheduler.js";

class Point {
  readonly x: number;
  readonly y: number;
  constructor(x: number, y: number) {
    this.x = x;
    this.y = y;
  }
  get length(): number {
    return Math.hypot(this.x, this.y);
  }
  static readonly origin: Point = new Point(0, 0);
}
registerClass(Point);

class Money {
  readonly #cents: number;
  constructor(cents: number) {
    this.#cents = cents;
  }
  plus(other: Money): Money {
    return new Money(this.#cents + other.#cents);
  }
  toJSON(): number {
    return this.#cents;
  }
}
registerClass(Money, { encode: (money) => money.toJSON(), decode: (cents: number) => new Money(cents) });

/** Belongs to another class in each test file that may run in this process. */
class Stranger {
  readonly secret = 1;
}

async function failureOf(promise: Promise<unknown>): Promise<TaskError> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(TaskError);
  return error as TaskError;
}

onEveryScheduler((scheduler, name) => {
  const isElsewhere = ["threads", "processes"].includes(name);

  describe("instances of registered classes", () => {
    const points = [new Point(3, 4), new Point(5, 12), new Point(8, 15)];

    it("are joined by what they hold, and stay instances", async () => {
      const bag = Bag.range(40, { npartitions: 8 }).map((x) => new Point(x % 4, 1));
      const others = Bag.range(3, { npartitions: 2 }).map((x) => ({
        at: new Point(x, 1),
        corner: new Point(x, x),
      }));
      const joined = bag.join(others, { onSelf: (point) => point, onOther: "at", how: "outer" });
      const lengths = joined.map(([other, self]) => [other?.corner.length, self?.x]);
      const expected = Array.from({ length: 40 }, (_, x) =>
        x % 4 === 3 ? [undefined, 3] : [Math.hypot(x % 4, x % 4), x % 4],
      );
      expect(await lengths.compute({ scheduler })).toEqual(expected);
      const pairs = await joined.compute({ scheduler });
      expect(pairs.filter(([other]) => other?.corner instanceof Point)).toHaveLength(30);
    });

    it("are instances as elements, in functions and in results", async () => {
      const bag = Bag.fromSequence(points, { npartitions: 2 });
      expect(await bag.map((point) => point.length).compute({ scheduler })).toEqual([5, 13, 17]);
      const moved = await bag
        .map((point) => (point instanceof Point ? new Point(point.x + 1, point.y) : undefined))
        .compute({ scheduler });
      expect(moved.every((point) => point instanceof Point)).toBe(true);
      expect(moved.map((point) => point!.x)).toEqual([4, 6, 9]);
    });

    it("are instances where there are many that are alike", async () => {
      const many = Array.from({ length: 200 }, (_, i) => new Point(i, 0));
      const bag = Bag.fromSequence(many, { npartitions: 2 });
      const moved = bag.map((point) => (point instanceof Point ? new Point(point.length, 1) : point));
      const result = await moved.compute({ scheduler });
      expect(result.every((point) => point instanceof Point)).toBe(true);
      expect(result[150]).toEqual(new Point(150, 1));
    });

    it("are instances between tasks, in reductions, and inside of other data", async () => {
      const purses = Bag.range(20, { npartitions: 5 }).map((x) => ({ owner: [x], money: new Money(x) }));
      const total = purses.pluck("money").fold((a, b) => a.plus(b), { splitEvery: 2 });
      const richest = purses.map((purse, all) => [purse, all] as const, total).take(2);
      const [sum, taken] = await compute(total, richest, { scheduler });
      expect(sum).toBeInstanceOf(Money);
      expect(sum.toJSON()).toBe(190);
      expect(taken.map(([purse, all]) => [purse.money.toJSON(), all.toJSON()])).toEqual([
        [0, 190],
        [1, 190],
      ]);
    });

    it("are instances as arguments of delayeds, and what is persisted", async () => {
      const add = delayed(
        (a: Point, b: { readonly point: Point }) => new Point(a.x + b.point.x, a.y + b.point.y),
      );
      const sum = add(add(points[0]!, { point: points[1]! }), { point: points[2]! });
      const value = await sum.compute({ scheduler });
      expect(value).toEqual(new Point(16, 31));
      expect(value).toBeInstanceOf(Point);
      const kept = await Bag.fromSequence(points).persist({ scheduler });
      expect(
        await kept
          .map((point) => point.length)
          .sum()
          .compute({ scheduler }),
      ).toBe(35);
      for await (const point of kept.iterate({ scheduler })) expect(point).toBeInstanceOf(Point);
    });

    it("are of the class that functions have where they run, statics and all", async () => {
      const bag = Bag.fromSequence(points);
      const isSame = bag.map((point) => [
        point.constructor === Point,
        point instanceof Point,
        Point.origin instanceof Point,
      ]);
      expect(await isSame.compute({ scheduler })).toEqual(points.map(() => [true, true, true]));
      const captured = new Point(1, 1);
      const sums = bag.map((point) => point.x + captured.x + (captured instanceof Point ? 0 : NaN));
      expect(await sums.compute({ scheduler })).toEqual([4, 6, 9]);
    });

    it("stay one where they are one, and keep what they refer to", async () => {
      const node = { point: new Point(1, 2), self: undefined as unknown, again: undefined as unknown };
      node.self = node;
      node.again = node.point;
      const [copy] = await Bag.fromSequence([node])
        .map((one) => ({ ...one, isSame: one.self === one && one.point === one.again }))
        .compute({ scheduler });
      expect(copy).toMatchObject({ isSame: true });
      expect(copy!.point).toBe(copy!.again);
    });

    it("are one key where their encodings are equal", async () => {
      const purses = Bag.range(9, { npartitions: 3 }).map((x) => new Money(x % 2));
      const counts = await purses.frequencies().compute({ scheduler });
      expect(counts.map(([money, count]) => [money.toJSON(), count])).toEqual([
        [0, 5],
        [1, 4],
      ]);
      expect(counts[0]![0]).toBeInstanceOf(Money);
    });

    it("include URLs, and errors keep their classes", async () => {
      const urls = Bag.fromSequence([new URL("http://a.b/c")]);
      expect(
        await urls
          .map((url) => new URL("d", url))
          .pluck("href")
          .compute({ scheduler }),
      ).toEqual(["http://a.b/d"]);
      const errors = await Bag.range(2)
        .map((x) => Object.assign(new RangeError(`no ${x}`), { code: x }))
        .compute({ scheduler });
      expect(errors[1]).toBeInstanceOf(RangeError);
      expect(errors[1]).toMatchObject({ message: "no 1", code: 1 });
    });

    it("fail the task that they are for when they cannot be encoded or decoded", async () => {
      class Fragile {
        readonly when: string;
        constructor(when: string) {
          this.when = when;
        }
      }
      registerClass(Fragile, {
        name: `Fragile on ${name}`,
        encode({ when }) {
          if (when === "encode") throw new RangeError("cracks");
          return when;
        },
        decode(when: string) {
          if (when === "decode") throw new RangeError("cracks");
          return new Fragile(when);
        },
      });
      if (!isElsewhere) return;
      for (const when of ["encode", "decode"]) {
        const given = Bag.fromSequence(["no", when], { npartitions: 2 });
        const bag = Bag.fromSequence([new Fragile("no"), new Fragile(when)], { npartitions: 2 });
        const message = `\`${when}\` of the class Fragile on ${name} failed: RangeError: cracks`;
        const [onTheWay, back] = [bag.map((one) => one.when), given.map((one) => new Fragile(one))];
        // In one loop: so it is `map` that is given the data.
        expect(await failureOf(onTheWay.compute({ scheduler, optimize: true }))).toMatchObject({
          operation: "map",
          partition: 1,
        });
        await expect(onTheWay.compute({ scheduler })).rejects.toThrow(message);
        await expect(back.compute({ scheduler })).rejects.toThrow(message);
      }
    });
  });

  describe("instances of other classes", () => {
    const given = Bag.fromSequence([1, { at: [new Stranger()] }] as unknown[], { npartitions: 2 }).map(
      (x) => x,
    );
    const made = Bag.range(4, { npartitions: 2 }).map((x) => (x === 3 ? { inside: new Stranger() } : x));

    it("are refused by class, operation and place, where strict is asked for or the way is long", async () => {
      // In one loop: so it is `map` that is given the data.
      const strict = { scheduler, optimize: true, ...(isElsewhere ? {} : { strict: true }) };
      const before = await failureOf(given.compute(strict));
      expect(before).toMatchObject({ operation: "map", partition: 1 });
      expect(before.cause).toBeInstanceOf(UnregisteredClassError);
      expect(before.cause).toMatchObject({ className: "Stranger", path: "[0].at[0]" });
      expect(before.message).toContain(
        "What it is given holds an instance of the class Stranger at [0].at[0]",
      );
      const after = await failureOf(made.compute(strict));
      expect(after).toMatchObject({ operation: "map", partition: 1, cause: { path: "[1].inside" } });
      expect(after.message).toContain("Its result holds an instance of the class Stranger at [1].inside");
      const argument = delayed((x: unknown) => x, { name: "look" })([new Stranger()]);
      expect(await failureOf(argument.compute(strict))).toMatchObject({
        operation: "look",
        cause: { path: "[0]" },
      });
    });

    it("are plain objects after a long way, and themselves after a short one, without strict", async () => {
      const [[, first], [, , , second]] = await compute(given, made, { scheduler, strict: false });
      const strangers = [(first as { at: Stranger[] }).at[0], (second as { inside: Stranger }).inside];
      expect(strangers).toEqual([{ secret: 1 }, { secret: 1 }]);
      expect(strangers.every((one) => one instanceof Stranger)).toBe(!isElsewhere);
    });

    it("may be used inside of functions, and be captured", async () => {
      const captured = new Stranger();
      const bag = Bag.range(3)
        .map((x) => ({ x, stranger: new Stranger() }))
        .map(({ x, stranger }) => x + stranger.secret + captured.secret);
      // In one loop: from one task to the next instances would have a way to go.
      expect(await bag.compute({ scheduler, strict: true, optimize: true })).toEqual([2, 3, 4]);
    });
  });
});

it("a class that is registered while a run is under way is known to the next one", async () => {
  class Late {
    readonly x = 1;
  }
  const scheduler = schedulers["threads"]!();
  const bag = Bag.range(2).map(async () => {
    await sleep(50);
    return new Late();
  });
  const first = bag.compute({ scheduler });
  registerClass(Late);
  await expect(first).rejects.toThrow("instance of the class Late");
  expect((await bag.compute({ scheduler }))[0]).toBeInstanceOf(Late);
  if ("close" in scheduler) await scheduler.close();
});

it("a class that cannot travel is refused by name when a run begins on workers", async () => {
  const scheduler = schedulers["threads"]!();
  const timer = setTimeout(() => undefined, 0);
  class Bound {
    read(): unknown {
      return timer;
    }
  }
  registerClass(Bound);
  try {
    await expect(
      Bag.range(2)
        .map((x) => x)
        .compute({ scheduler }),
    ).rejects.toThrow(/given to `registerClass`|Bound/);
  } finally {
    clearTimeout(timer);
    if ("close" in scheduler) await scheduler.close();
  }
});
