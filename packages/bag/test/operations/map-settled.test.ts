import { Bag } from "@holdall/bag";
import { AbortError } from "@holdall/core";
import { describe, expect, it } from "vitest";
import { anyhow, rejectionOf, runs, sync } from "../schedulers.ts";

const odd = (x: number): number => {
  if (x % 2 === 1) throw new RangeError(`odd: ${x}`, { cause: x });
  return x;
};
const later = (x: number): Promise<number> => Promise.resolve(x).then(odd);

/** Errors as what they say, to be compared. */
function told(settled: PromiseSettledResult<unknown>): unknown {
  return settled.status === "fulfilled"
    ? settled
    : { status: settled.status, reason: String(settled.reason) };
}

describe.each(runs)("bag.mapSettled with %o", (run) => {
  const small = Bag.range(7, { npartitions: 2 });
  const large = Bag.range(700, { npartitions: 2 });

  it.each<[when: string, fn: (x: number) => number | Promise<number>]>([
    ["at once", odd],
    ["later", later],
  ])("says of each call what Promise.allSettled does, where it ends %s", async (_, fn) => {
    for (const bag of [small, large]) {
      const elements = await bag.compute(sync);
      const expected = await Promise.allSettled(elements.map(later));
      for (const options of [{ concurrency: 1 }, { concurrency: 5 }]) {
        const settled = await bag.mapSettled(fn, options).compute(run);
        expect(settled.map(told)).toEqual(expected.map(told));
        expect(settled.map((one) => Object.keys(one))).toEqual(expected.map((one) => Object.keys(one)));
      }
      expect(await bag.mapSettled(fn).count().compute(run)).toBe(elements.length);
    }
  });

  it("keeps all of an error", async () => {
    class OwnError extends TypeError {
      override readonly name = "OwnError";
      readonly details = { at: [1, 2] };
    }
    const fail = (x: number): never => {
      if (x === 0) throw new OwnError("own", { cause: new RangeError("why", { cause: "deep" }) });
      if (x === 1) throw new AggregateError([new SyntaxError("one"), "two"], "several");
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- what is thrown need not be an error
      throw x === 2 ? { code: 7 } : undefined;
    };
    const [own, several, object, nothing] = await Bag.range(4, { npartitions: 2 })
      .mapSettled(fail)
      .map((settled) => settled) // from one task to another, where plans are not optimised
      .compute(run);
    expect(own).toMatchObject({
      status: "rejected",
      reason: {
        name: "OwnError",
        message: "own",
        details: { at: [1, 2] },
        cause: { name: "RangeError", message: "why", cause: "deep" },
        stack: expect.stringContaining("map-settled.test.ts") as string,
      },
    });
    const reason = (own as PromiseRejectedResult).reason as Error;
    expect(reason).toBeInstanceOf(TypeError);
    expect(reason.constructor.name).toBe("OwnError");
    expect(several).toMatchObject({ reason: { errors: [{ name: "SyntaxError", message: "one" }, "two"] } });
    expect(object).toEqual({ status: "rejected", reason: { code: 7 } });
    expect(nothing).toEqual({ status: "rejected", reason: undefined });
  });

  it("hands on arguments, bags in lockstep, and a context", async () => {
    const sums = small.mapSettled((x, y, z, { index }) => odd(x) + y + z + index, small, small.max(), {
      context: true,
    });
    expect((await sums.compute(run)).map(told).slice(0, 3)).toEqual([
      { status: "fulfilled", value: 6 },
      { status: "rejected", reason: "RangeError: odd: 1" },
      { status: "fulfilled", value: 12 },
    ]);
    const shorter = Bag.range(6, { npartitions: 2 });
    expect(await rejectionOf(small.mapSettled((x, y) => x + y, shorter).compute(run))).toMatchObject({
      operation: "mapSettled",
      cause: { message: expect.stringContaining("equally many elements") as string },
    });
  });

  it("reads generators, whose errors are told too", async () => {
    const settled = small.take(2).mapSettled(function* (x) {
      yield x;
      yield odd(x);
    });
    expect((await settled.compute(run)).map(told)).toEqual([
      { status: "fulfilled", value: [0, 0] },
      { status: "rejected", reason: "RangeError: odd: 1" },
    ]);
  });

  it("keeps element indexes of later operations", async () => {
    const fail = (settled: PromiseSettledResult<number>): void => {
      if (
        settled.status === "rejected" &&
        settled.reason instanceof RangeError &&
        settled.reason.cause === 301
      )
        throw new Error("unlucky");
    };
    const bag = Bag.range(700, { npartitions: 1 }).mapSettled(odd).tap(fail);
    expect(await rejectionOf(bag.compute(run))).toMatchObject({ operation: "tap", index: 301 });
  });
});

describe("bag.mapSettled", () => {
  it("is stopped as any run, whatever has settled", async () => {
    const controller = new AbortController();
    const bag = Bag.range(3, { npartitions: 1 }).mapSettled(
      (_, { signal }) => {
        controller.abort();
        return Promise.reject(signal.reason as Error);
      },
      { context: true },
    );
    const run = bag.compute({ scheduler: "async", signal: controller.signal });
    expect(await rejectionOf(run)).toBeInstanceOf(AbortError);
  });

  it("takes no onError, which it is one itself", () => {
    expect(() => Bag.range(3).mapSettled(odd, { onError: "skip" } as never)).toThrow(
      "bag.mapSettled(): Unknown option `onError`. Allowed: `timeout`, `retries`, `retryOn`, `retryDelay`, `concurrency`, `context`.",
    );
    expect(() => Bag.range(3).mapSettled(3 as never)).toThrow(
      "bag.mapSettled(): Expected `fn` to be a function",
    );
  });

  it("leaves nothing out", async () => {
    const { metadata } = await Bag.range(3).mapSettled(odd).computeWithMetadata(anyhow);
    expect(metadata.skipped).toEqual([]);
  });
});
