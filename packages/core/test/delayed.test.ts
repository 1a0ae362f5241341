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
