import { cull, sentFor } from "@holdall/core";
import { describe, expect, it } from "vitest";
import { apply } from "../../src/operations/apply.ts";
import { concat } from "../../src/operations/concat.ts";
import { concatenate } from "../../src/operations/concatenate.ts";
import { count } from "../../src/operations/count.ts";
import { createElements } from "../../src/operations/elements.ts";
import { filter } from "../../src/operations/filter.ts";
import { fromSequence } from "../../src/operations/from-sequence.ts";
import { mapPartitions } from "../../src/operations/map-partitions.ts";
import { reduction } from "../../src/operations/reduction.ts";
import { repartition } from "../../src/operations/repartition.ts";
import { sum } from "../../src/operations/sum.ts";
import { take } from "../../src/operations/take.ts";
import type { BagNode } from "../../src/plan/node.ts";
import { graphOf, mapped, namesOf, numbers, operationsOf, stagesOf } from "./plans.ts";

const double = (x: number): number => 2 * x;
const isEven = (x: number): boolean => x % 2 === 0;

describe("fusion", () => {
  it("makes one layer of a source and element-wise operations", () => {
    const layers = [...graphOf([filter(mapped(numbers(3), double), isEven)]).layers.values()];
    expect(layers.map(stagesOf)).toEqual([["map", "filter"]]);
    expect(layers[0]).toMatchObject({ size: 3, parts: 1, operation: "filter" });
    expect(layers[0]!.inputs(1)).toEqual([]);
  });

  it("goes into the first step of a reduction", () => {
    expect(operationsOf([sum(mapped(numbers(8), double))])).toEqual(["sum", "sum"]);
    expect(operationsOf([sum(mapped(numbers(65), double))])).toEqual(["sum", "sum", "sum", "sum"]);
  });

  it("goes on after a function of whole partitions, which reads a slice as it is", () => {
    const input = mapPartitions(numbers(3), { fn: (x: unknown) => x, args: [], nodeOf: () => undefined });
    expect(operationsOf([mapped(input, double)])).toEqual(["map"]);
  });

  it("goes through appended bags, and into take", () => {
    const both = concat([numbers(2), mapped(numbers(3), double)], (node) => node as BagNode);
    expect(operationsOf([mapped(both, double)])).toEqual(["map", "map"]);
    const layers = [...graphOf([take(both, 2, {})]).layers.values()];
    expect(layers.slice(0, 2).map(stagesOf)).toEqual([["take"], ["map", "take"]]);
  });

  it("reads from more places than a function takes arguments", () => {
    const places = 200_000;
    const split = repartition(filter(numbers(2), isEven), { npartitions: places });
    const joined = [...graphOf([repartition(split, { npartitions: 1 })]).layers.values()].at(-1)!;
    expect(joined.inputs(0)).toHaveLength(places);
    const appended = concat(new Array<BagNode>(places).fill(numbers(1)), (node) => node as BagNode);
    const all = [...graphOf([repartition(appended, { npartitions: 1 })], false).layers.values()].at(-1)!;
    expect(all.inputs(0)).toHaveLength(places);
  });

  it("ends where several need what an operation gives, in one plan or in two", () => {
    const shared = mapped(numbers(3), double);
    expect(operationsOf([sum(filter(shared, isEven)), count(shared)])).toEqual([
      "map",
      "sum",
      "sum",
      "count",
      "count",
    ]);
    expect(operationsOf([shared, sum(shared)])).toEqual(["map", "sum", "sum"]);
  });

  it("does not end for those who are content with the first elements", () => {
    const shared = mapped(numbers(3), double);
    const layers = [
      ...graphOf([take(shared, 1, {}), take(filter(shared, isEven), 1, {}), sum(shared)]).layers.values(),
    ];
    expect(layers.map((layer) => layer.operation)).toEqual(["take", "take", "take", "take", "sum", "sum"]);
  });

  it("makes pipelines of limited length of ten thousand operations", () => {
    let plan = numbers(1);
    for (let i = 0; i < 10_000; i++) plan = mapped(plan, double);
    expect(graphOf([plan]).layers.size).toBe(Math.ceil(10_000 / 256));
  });

  it("is off when plans are not optimised: every operation is a layer", () => {
    const plan = sum(filter(mapped(numbers(3), double), isEven));
    expect(operationsOf([plan], false)).toEqual(["fromSequence", "map", "filter", "sum", "sum"]);
  });
});

describe("lowering", () => {
  it("makes no task, and holds nothing per partition", () => {
    const graph = graphOf([sum(mapped(fromSequence(new Uint8Array(1e6), { partitionSize: 1 }), double))]);
    expect(graph.size).toBe(1e6 + 125_000 + 15_625 + 1954 + 245 + 31 + 4 + 1);
    const [layer] = [...graph.layers.values()];
    expect(layer!.task(999_999).steps[0]).toMatchObject({ partition: 999_999, operation: "sum" });
  });

  it("sends with each task its own slice of the array, and its own bytes of a typed array", () => {
    const valueOf = (items: readonly number[] | Uint8Array): unknown => {
      const [layer] = [...graphOf([mapped(fromSequence(items, { npartitions: 2 }), double)]).layers.values()];
      const [, argument] = layer!.task(1).steps[0]!.args;
      return sentFor((argument as { readonly value: unknown }).value);
    };
    expect(valueOf([1, 2, 3])).toEqual([3]);
    for (const items of [Uint8Array.of(1, 2, 3), Buffer.from([1, 2, 3])]) {
      const elements = valueOf(items) as Uint8Array;
      expect([...elements]).toEqual([3]);
      expect(elements.buffer.byteLength).toBe(1);
    }
  });

  it("shares one constant between all tasks of a layer", () => {
    const [layer] = [...graphOf([mapped(numbers(3), double)]).layers.values()];
    expect(layer!.shared).toHaveLength(1);
    const args = [0, 2].map((index) => layer!.task(index).steps[0]!.args[0]);
    expect(args).toEqual(layer!.shared.flatMap((shared) => [0, 2].map(() => ({ kind: "shared", shared }))));
  });

  it("combines partials in a tree that depends on their number alone", () => {
    const graph = graphOf([sum(numbers(20))]);
    const [partials, level, last] = [...graph.layers.values()];
    expect([partials!.size, level!.size, last!.size]).toEqual([20, 3, 1]);
    expect(level!.inputs(2)).toEqual([16, 17, 18, 19].map((index) => ({ layer: partials!.name, index })));
    expect(last!.inputs(0)).toEqual([0, 1, 2].map((index) => ({ layer: level!.name, index })));
  });

  it("asks for partitions of take one after the other, but for the first", () => {
    const graph = graphOf([take(numbers(70), 2, {})]);
    const [partitions, groups, joined] = [...graph.layers.values()];
    expect([partitions!.size, groups!.size, joined!.size]).toEqual([70, 3, 1]);
    expect(
      groups!
        .inputs(0)
        .slice(0, 2)
        .map(({ lazy }) => lazy),
    ).toEqual([false, true]);
    expect(groups!.inputs(2)).toEqual([
      ...[64, 65, 66, 67, 68, 69].map((index) => ({ layer: partitions!.name, index, lazy: true })),
      { layer: groups!.name, index: 1, part: 1 },
    ]);
  });

  it("makes no task of its own for the parts of split partitions, and none per partition for joined ones", () => {
    const split = graphOf([repartition(mapped(numbers(2), double), { npartitions: 5 })]);
    const [parts] = [...split.layers.values()];
    expect(split.layers.size).toBe(1);
    expect(parts).toMatchObject({ size: 2, parts: 3 });
    const joined = [
      ...graphOf([repartition(mapped(numbers(5), double), { npartitions: 2 })]).layers.values(),
    ];
    expect(joined.map(({ size }) => size)).toEqual([5, 2]);
    expect(joined[1]!.inputs(1)).toEqual([{ layer: joined[0]!.name, index: 2, count: 3 }]);
  });

  it("refers to parts by the partition they are of", () => {
    const plan = repartition(mapped(numbers(2), double), { npartitions: 5 });
    const [parts, reader] = [...graphOf([mapped(plan, double)]).layers.values()];
    expect([0, 1, 2, 3, 4].flatMap((index) => reader!.inputs(index))).toEqual(
      [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
        [1, 2],
      ].map(([index, part]) => ({ layer: parts!.name, index, part })),
    );
  });

  it("joins arrays of a bag without a task, unless a task reads them", () => {
    const joined = concatenate(fromSequence([[1], [2]], {}));
    expect(operationsOf([joined])).toEqual(["concatenate"]);
    expect(operationsOf([apply(joined, double)])).toEqual(["concatenate", "concatenate", "apply"]);
  });

  it("reads the elements of an item where the item is, in a pipeline of their own", () => {
    const same = (all: never): never => all;
    const elements = createElements(reduction(numbers(3), { perPartition: same, aggregate: same }, {}));
    expect(operationsOf([elements])).toEqual(["reduction", "reduction"]);
    for (const optimize of [true, false]) {
      const layers = [...graphOf([mapped(mapped(elements, double), double)], optimize).layers.values()];
      const reader = layers.find(({ operation }) => operation === "map")!;
      const item = layers.findLast(({ operation }) => operation === "reduction")!;
      expect(reader.inputs(0)).toEqual([{ layer: item.name, index: 0 }]);
      expect(stagesOf(reader)).toEqual(optimize ? ["map", "map"] : ["map"]);
    }
    const both = concat([elements, numbers(1)], (node) => node as BagNode);
    expect(operationsOf([mapped(both, double)])).toEqual(["reduction", "reduction", "map", "map"]);
    expect(operationsOf([sum(elements), elements])).toEqual(["reduction", "reduction", "sum", "sum"]);
  });

  it("adds no layer that nobody reads", () => {
    const shared = mapped(numbers(3), double);
    const plans = [sum(shared), take(filter(shared, isEven), 1, {})];
    const graph = graphOf(plans);
    const targets = [...graph.layers.values()].map((layer) => ({ layer: layer.name, index: 0 }));
    const { layers } = cull(graph, targets.slice(-1));
    expect(layers.length).toBeLessThan(graph.layers.size);
    expect(operationsOf(plans)).toEqual(["sum", "sum", "take", "take"]);
  });
});

describe("names", () => {
  it("say what was called, and are equal for plans built twice", () => {
    const items = [1, 2, 3];
    const build = (): BagNode => filter(mapped(fromSequence(items, {}), double), isEven);
    expect(namesOf(build())[0]).toMatch(/^filter-[0-9a-f]{16}$/);
    expect(namesOf(build(), build())).toEqual(namesOf(build()));
  });

  it("are equal for arrays of equal content, functions of equal source and captured values, and equal data", () => {
    const times = (factor: number) => (x: number) => factor * x;
    const build = (factor: number, array: readonly unknown[], data: unknown): BagNode =>
      mapped(fromSequence(array, {}), times(factor), data);
    const one = build(2, [1, [2], { a: NaN }], { b: [1] });
    expect(namesOf(one, build(2, [1, [2], { a: NaN }], { b: [1] }))).toHaveLength(1);
    for (const other of [
      build(3, [1, [2], { a: NaN }], { b: [1] }),
      build(2, [1, [2], { a: 0 }], { b: [1] }),
      build(2, [1, [2], { a: NaN }], { b: [2] }),
      build(2, [1, [2], { a: NaN }, 4], { b: [1] }),
    ]) {
      expect(namesOf(one, other)).toHaveLength(2);
    }
  });

  it("take instances of classes for different, as nobody can see into them", () => {
    class Secret {
      readonly #value: number;
      constructor(value: number) {
        this.#value = value;
      }
      reveal(): number {
        return this.#value;
      }
    }
    const [one, two] = [new Secret(1), new Secret(2)];
    expect(namesOf(mapped(numbers(1), double, one), mapped(numbers(1), double, two))).toHaveLength(2);
    expect(namesOf(mapped(numbers(1), double, one), mapped(numbers(1), double, one))).toHaveLength(1);
  });

  it("do not depend on what was lowered before", () => {
    const plan = mapped(numbers(2), double);
    const before = namesOf(plan);
    namesOf(mapped(numbers(3), isEven), mapped(numbers(4), double));
    expect(namesOf(plan)).toEqual(before);
  });

  it("look into no array that has nothing to be compared with", () => {
    const items = new Proxy([1, 2, 3], {
      get(target, key) {
        if (key === "0") throw new Error("looked");
        return Reflect.get(target, key) as unknown;
      },
    });
    expect(namesOf(fromSequence(items, {}), fromSequence([1, 2], {}))).toHaveLength(2);
  });
});
