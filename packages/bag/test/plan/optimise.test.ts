import { passesOf } from "@holdall/core";
import { describe, expect, it } from "vitest";
import { concat } from "../../src/operations/concat.ts";
import { filter } from "../../src/operations/filter.ts";
import { sum } from "../../src/operations/sum.ts";
import { range } from "../../src/operations/range.ts";
import { repartition } from "../../src/operations/repartition.ts";
import { take } from "../../src/operations/take.ts";
import type { BagNode, PlanNode } from "../../src/plan/node.ts";
import { optimise } from "../../src/plan/optimise.ts";
import { pushTakeDown } from "../../src/plan/push-take-down.ts";
import { pushThroughConcat } from "../../src/plan/push-through-concat.ts";
import { recutSources } from "../../src/plan/recut-sources.ts";
import { mapped, numbers } from "./plans.ts";

const append = (...nodes: BagNode[]): BagNode => concat(nodes, (node) => node as BagNode);
const double = (x: number): number => 2 * x;

/** Kinds of the nodes from a node up its first inputs. */
function kindsOf(node: PlanNode): string[] {
  const input = "input" in node ? node.input : "inputs" in node ? node.inputs[0] : undefined;
  return [node.kind === "pipe" ? node.stage.kind : node.kind, ...(input === undefined ? [] : kindsOf(input))];
}

describe("recutSources", () => {
  it("cuts arrays and ranges as they are wanted", () => {
    for (const source of [numbers(6), range([6])]) {
      for (const options of [{ npartitions: 2 }, { npartitions: 9 }, { partitionSize: 4 }]) {
        const plan = repartition(source, options);
        expect(recutSources(plan)).toMatchObject({ kind: source.kind, npartitions: plan.npartitions });
      }
    }
  });

  it("leaves alone what has to be made in the partitions that there are", () => {
    const plan = repartition(mapped(numbers(6), double), { npartitions: 2 });
    expect(recutSources(plan)).toBe(plan);
  });
});

describe("pushTakeDown", () => {
  it("ends each partition after as many elements as are wanted", () => {
    expect(kindsOf(pushTakeDown(take(mapped(numbers(3), double), 2, {})))).toEqual([
      "take",
      "take",
      "map",
      "sequence",
    ]);
  });

  it("leaves plans as they are where there is nothing to do", () => {
    const plan = mapped(numbers(3), double);
    expect(pushTakeDown(plan)).toBe(plan);
    const limited = pushTakeDown(take(plan, 2, {}));
    expect(pushTakeDown(limited)).toBe(limited);
  });
});

describe("pushThroughConcat", () => {
  it("does operations before appending, and counts partitions on", () => {
    const plan = pushThroughConcat(filter(mapped(append(numbers(2), numbers(3)), double), Boolean));
    expect(plan).toMatchObject({
      kind: "concat",
      npartitions: 5,
      inputs: [
        {
          kind: "pipe",
          npartitions: 2,
          firstPartition: 0,
          input: { kind: "pipe", input: { kind: "sequence" } },
        },
        { kind: "pipe", npartitions: 3, firstPartition: 2 },
      ],
    });
  });

  it("goes through more bags than a function takes arguments", () => {
    const many = concat(new Array<BagNode>(200_000).fill(numbers(1)), (node) => node as BagNode);
    expect(pushThroughConcat(mapped(many, double))).toMatchObject({ kind: "concat", npartitions: 200_000 });
  });

  it("goes into the first half of a reduction", () => {
    expect(kindsOf(pushThroughConcat(sum(append(append(numbers(2), numbers(2)), numbers(3)))))).toEqual([
      "reduce",
      "concat",
      "partials",
      "sequence",
    ]);
  });

  it("goes into parts that are to be moved, which count partitions on", () => {
    const plan = pushThroughConcat(
      repartition(append(numbers(2), mapped(numbers(3), double)), { npartitions: 9 }),
    );
    expect(plan).toMatchObject({
      kind: "split",
      npartitions: 9,
      input: {
        kind: "concat",
        inputs: [
          { kind: "scatter", firstPartition: 0 },
          { kind: "scatter", firstPartition: 2 },
        ],
      },
    });
  });

  it("stops where another bag goes along in lockstep", () => {
    const both = append(numbers(2), numbers(3));
    const args = [{ kind: "bag", node: numbers(5) }] as const;
    const plan = { ...mapped(both, double), args };
    expect(pushThroughConcat(plan)).toBe(plan);
  });

  it("leaves plans as they are where there is nothing to do", () => {
    for (const plan of [mapped(numbers(3), double), append(numbers(2), mapped(numbers(3), double))]) {
      expect(pushThroughConcat(plan)).toBe(plan);
    }
  });
});

describe("optimise", () => {
  it("leaves out the passes that are switched off", () => {
    const plan = take(mapped(append(numbers(2), numbers(3)), double), 2, {});
    expect(optimise(plan, passesOf(false))).toBe(plan);
    const pushed = optimise(plan, passesOf({ pushThroughConcat: false }));
    expect(kindsOf(pushed)).toEqual(["take", "take", "map", "concat", "sequence"]);
    const split = optimise(plan, passesOf({ pushTakeDown: false }));
    expect(kindsOf(split)).toEqual(["take", "concat", "map", "sequence"]);
  });

  it("copes with ten thousand operations in a row", () => {
    let plan = numbers(2);
    for (let i = 0; i < 10_000; i++) plan = mapped(plan, double);
    expect(optimise(plan)).toBe(plan);
  });
});
