import { inspect } from "node:util";
import { Bag, Item } from "@holdall/bag";
import { delayed, type TaskGraph } from "@holdall/core";
import { describe, expect, it } from "vitest";
import { counted, sync } from "./schedulers.ts";

const bag = Bag.range(10, { npartitions: 4 });

describe("what inspect shows", () => {
  it("names the operation, the partitions and the source of a bag", () => {
    expect(inspect(bag)).toBe("Bag { range, 4 partitions }");
    expect(inspect(bag.map((x) => x).filter(Boolean))).toBe("Bag { filter, 4 partitions of range }");
    expect(inspect(bag.take(1))).toBe("Bag { take, 1 partition of range }");
    const both = Bag.concat([bag, Bag.fromSequence(["a"]), Bag.range(2)]);
    expect(inspect(both)).toBe("Bag { concat, 7 partitions of range and fromSequence }");
    expect(inspect(both.map((x) => x))).toBe("Bag { map, 7 partitions of range and fromSequence }");
  });

  it("names what an item was made of", async () => {
    expect(inspect(bag.sum())).toBe("Item { sum of 4 partitions of range }");
    expect(
      inspect(
        bag
          .map((x) => -x)
          .max()
          .apply(String),
      ),
    ).toBe("Item { apply of 4 partitions of range }");
    expect(inspect(Bag.fromSequence([[1]]).concatenate())).toBe(
      "Item { concatenate of 1 partition of fromSequence }",
    );
    expect(inspect(Item.fromDelayed(delayed(() => 1)()))).toBe("Item { fromDelayed }");
    expect(inspect(await bag.sum().persist(sync))).toBe("Item { persist }");
  });

  it("names the function of a delayed, and where it is from", () => {
    const add = delayed((a: number, b: number) => a + b, { name: "add" });
    expect(inspect(add(1, 2))).toBe("Delayed { add }");
    expect(inspect(bag.toDelayed()[1])).toBe("Delayed { partition 1 of range }");
    expect(inspect(bag.sum().toDelayed())).toBe("Delayed { sum }");
  });

  it("counts the tasks of a graph, and names some layers", async () => {
    const graphs: TaskGraph[] = [];
    const hooks = { start: ({ graph }: { readonly graph: TaskGraph }) => void graphs.push(graph) };
    await bag.sum().compute({ ...sync, hooks, optimize: true });
    let value = delayed(() => 0)();
    for (let i = 0; i < 9; i++) value = delayed((x: number) => x, { name: "same" })(value);
    await value.compute({ ...sync, hooks, optimize: true });
    expect(inspect(graphs[0])).toBe("TaskGraph { 5 tasks in 2 layers: sum (4), sum (1) }");
    expect(inspect(graphs[1])).toMatch(/^TaskGraph { 10 tasks in 10 layers: same \(1\), .*, 2 more }$/);
  });

  it("ends where inspect has gone deep enough", () => {
    expect(inspect({ a: { b: { c: bag } } })).toBe("{ a: { b: { c: [Bag] } } }");
    expect(inspect([[bag.sum()]], { depth: 0 })).toBe("[ [Array] ]");
    expect(inspect([bag.sum()], { depth: 0 })).toBe("[ [Item] ]");
  });

  it("runs nothing, and takes no time for a long plan", () => {
    const fn = counted((x: number) => x);
    let long = bag.map(fn.fn);
    for (let i = 0; i < 10_000; i++) long = long.map((x) => x);
    expect(inspect(long)).toBe("Bag { map, 4 partitions of range }");
    expect(fn.calls).toBe(0);
  });
});
