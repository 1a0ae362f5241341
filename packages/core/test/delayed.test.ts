import { compute, delayed, InvalidArgumentError, NotSynchronousError } from "@holdall/core";
import { describe, expect, it } from "vitest";

const add = delayed((a: number, b: number) => a + b);
const sync = { scheduler: "sync" } as const;

describe("delayed", () => {
  it("runs nothing before compute", () => {
    let calls = 0;
    const count = delayed(() => ++calls)();
    expect(calls).toBe(0);
    expect(count.computeSync()).toBe(1);
  });

  it("computes arguments that are nested in arrays and plain objects", () => {
    const total = delayed(
      (input: { readonly parts: readonly number[]; readonly more: { readonly x: number } }) => {
        return input.parts.reduce((sum, part) => sum + part, input.more.x);
      },
    );
    expect(total({ parts: [add(1, 2), 4], more: { x: add(3, 4) } }).computeSync()).toBe(14);
  });

  it("refuses an argument with something lazy in it that contains itself, naming the function", async () => {
    const cycle: Record<string, unknown> = { lazy: add(1, 2) };
    cycle["self"] = cycle;
    const read = delayed((x: unknown) => x, { name: "read" });
    expect(() => read(cycle).computeSync()).toThrow(
      "An argument of `read` that holds lazy values or functions contains itself.",
    );
    const plain: Record<string, unknown> = {};
    plain["self"] = plain;
    expect(await read(plain).compute(sync)).toBe(plain);
    const twice = [add(1, 2)];
    expect(await read([twice, twice]).compute(sync)).toEqual([[3], [3]]);
  });

  it("makes every call a task of its own, unless it is pure", () => {
    let calls = 0;
    const impure = delayed((x: number) => x + 0 * ++calls);
    expect(add(impure(1), impure(1)).computeSync()).toBe(2);
    expect(calls).toBe(2);
    const pure = delayed((x: number) => x + 0 * ++calls, { pure: true });
    expect(add(pure(1), pure(1)).computeSync()).toBe(2);
    expect(calls).toBe(3);
  });

  it("computes one object twice used once", () => {
    let calls = 0;
    const value = delayed(() => ++calls)();
    expect(add(value, value).computeSync()).toBe(2);
  });

  it("keeps its value when it is persisted", async () => {
    let calls = 0;
    const kept = await delayed((x: number) => x + ++calls)(10).persist(sync);
    expect(await compute(kept, add(kept, kept), kept, sync)).toEqual([11, 22, 11]);
    expect(kept.computeSync()).toBe(11);
    expect(calls).toBe(1);
    const lazyInside = await delayed(() => [add(1, 1), { kind: "input" }])().persist(sync);
    expect(await delayed((list: unknown[]) => list.length)(lazyInside).compute(sync)).toBe(2);
    await expect(add(1, 1).persist({ workers: -1 })).rejects.toThrow("delayed.persist(): Expected `workers`");
  });

  it("refuses what is no function, and unknown options", () => {
    expect(() => delayed(3 as never)).toThrow("delayed(): Expected `fn` to be a function, got 3.");
    expect(() => delayed(() => 1, { pur: true } as never)).toThrow("Did you mean `pure`?");
    expect(() => delayed(() => 1, { name: "" })).toThrow(InvalidArgumentError);
  });

  it("says which function cannot be computed synchronously", () => {
    const later = delayed(() => Promise.resolve(1), { name: "later" });
    expect(() => later().computeSync()).toThrow(NotSynchronousError);
    expect(() => later().computeSync()).toThrow("A function given to `later` returned a promise");
  });
});

describe("compute", () => {
  it("returns one value per argument, in the shape that was given", async () => {
    const shape = { list: [add(1, 1), 7], date: new Date(0) };
    expect(await compute(add(0, 1), shape, "text", sync)).toEqual([
      1,
      { list: [2, 7], date: new Date(0) },
      "text",
    ]);
  });

  it("keeps what is one object in the shape one, cycles too, and leaves alone what holds nothing lazy", async () => {
    const plain = { deep: [new Date(0)] };
    const pair: unknown[] = [add(1, 2), plain];
    const shape: Record<string, unknown> = { first: pair, second: pair, plain };
    shape["self"] = shape;
    const [same] = (await compute(shape, sync)) as unknown as [typeof shape];
    expect(same["first"]).toEqual([3, plain]);
    expect(same["first"]).toBe(same["second"]);
    expect(same["self"]).toBe(same);
    expect(same["plain"]).toBe(plain);
    expect(shape["self"]).toBe(shape);
  });

  it("keeps keys that look like something else, and objects without a prototype", async () => {
    const odd = Object.assign(Object.create(null) as object, { x: add(1, 1) });
    const shape = JSON.parse('{ "__proto__": { "y": 1 } }') as Record<string, unknown>;
    const [computed] = await compute({ odd, shape: { ...shape, ["__proto__"]: add(2, 2) } }, sync);
    expect(Object.getPrototypeOf(computed.odd)).toBeNull();
    expect(Object.getOwnPropertyDescriptor(computed.shape, "__proto__")?.value).toBe(4);
  });

  it("leaves holes in arrays and instances of classes as they are", async () => {
    const map = new Map([["inside", add(1, 1)]]);
    const [computed] = await compute([add(1, 2), , map], sync); // eslint-disable-line no-sparse-arrays -- that is the point
    expect(1 in computed).toBe(false);
    expect(computed[2]).toBe(map);
  });

  it("computes what stands in several places once", async () => {
    let calls = 0;
    const value = delayed(() => ++calls)();
    expect(await compute(value, [value, { value }], add(value, value), sync)).toEqual([
      1,
      [1, { value: 1 }],
      2,
    ]);
    expect(calls).toBe(1);
  });

  it("takes a last plain object without collections as options, and refuses those it does not know", async () => {
    await expect(compute(add(1, 1), { shceduler: "sync" } as never)).rejects.toThrow(
      "Did you mean `scheduler`?",
    );
    expect(await compute(add(1, 1), { ...sync })).toEqual([2]);
  });

  it("refuses to compute nothing", async () => {
    await expect(compute()).rejects.toThrow("Expected at least one Bag, Item or Delayed, got nothing.");
    await expect(compute(1, [2])).rejects.toThrow(InvalidArgumentError);
  });
});
