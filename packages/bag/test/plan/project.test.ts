import { LowerContext, sentFor, type Layer, type Passes } from "@holdall/core";
import { describe, expect, it } from "vitest";
import { count } from "../../src/operations/count.ts";
import { filter } from "../../src/operations/filter.ts";
import { fromSequence } from "../../src/operations/from-sequence.ts";
import { max } from "../../src/operations/max.ts";
import { pluck } from "../../src/operations/pluck.ts";
import { randomSample } from "../../src/operations/random-sample.ts";
import type { PipelineSpec } from "../../src/pipeline/run-pipeline.ts";
import { lowerItem } from "../../src/plan/lower.ts";
import type { BagNode, ItemNode } from "../../src/plan/node.ts";
import { mapped, stagesOf } from "./plans.ts";

const people = [
  { name: "Ada", born: 1815, died: 1852 },
  { name: "Alan", born: 1912, died: 1954 },
];
const bag = fromSequence(people, { npartitions: 1 });
const truthy = (x: unknown): boolean => Boolean(x);

/** The layer with the first tasks of an item. */
function firstLayer(plan: ItemNode, passes: Partial<Passes> = {}): Layer {
  const context = new LowerContext(passes);
  lowerItem(plan, context);
  return [...context.finish().layers.values()][0]!;
}

/** What its first task is sent of the data. */
function sentTo(layer: Layer): unknown {
  const [, argument] = layer.task(0).steps[0]!.args;
  return sentFor((argument as { readonly value: unknown }).value);
}

function sourceOf(layer: Layer): string {
  return (layer.shared[0]!.value as PipelineSpec).source.kind;
}

describe("projection", () => {
  it("sends of elements that are counted how many they are", () => {
    const layer = firstLayer(count(bag, {}));
    expect([sourceOf(layer), sentTo(layer)]).toEqual(["number", 2]);
    expect(sentTo(firstLayer(count(fromSequence(Float64Array.of(1, 2, 3), { npartitions: 1 }), {})))).toBe(3);
  });

  it("sends of elements of which properties are taken only those", () => {
    const born = people.map(({ born }) => ({ born }));
    expect(sentTo(firstLayer(max(pluck(bag, "born", []), {})))).toEqual(born);
    expect(sentTo(firstLayer(max(pluck(bag, ["name", "born"], []), {})))).toEqual(
      people.map(({ name, born }) => ({ name, born })),
    );
  });

  it("looks through what hands elements on as they are", () => {
    const some = randomSample(bag, 0.5, 1);
    expect(sentTo(firstLayer(count(some, {})))).toBe(2);
    expect(sentTo(firstLayer(max(pluck(some, "born", []), {})))).toEqual([{ born: 1815 }, { born: 1912 }]);
  });

  it("leaves out what makes elements for somebody who counts them", () => {
    const layer = firstLayer(count(pluck(mapped(bag, truthy), "name", [undefined]), {}));
    expect(stagesOf(layer)).toEqual(["map"]);
    expect(stagesOf(firstLayer(count(pluck(pluck(bag, "a", [1]), "b", [1]), {})))).toEqual([]);
  });

  it("leaves what looks for errors, and functions of the user with all that they are given", () => {
    const checked = firstLayer(count(pluck(bag, "name", []), {}));
    expect(stagesOf(checked)).toEqual(["pluck"]);
    expect(sentTo(checked)).toEqual([{ name: "Ada" }, { name: "Alan" }]);
    for (const plan of [mapped(bag, truthy), filter(bag, truthy), mapped(filter(bag, truthy), truthy)]) {
      const layer = firstLayer(count(plan, {}));
      expect(stagesOf(layer)).not.toEqual([]);
      expect(sentTo(layer)).toEqual(people);
    }
    const read = firstLayer(count(filter(pluck(bag, "died", [null]), truthy), {}));
    expect(stagesOf(read)).toEqual(["pluck", "filter"]);
  });

  it("sends elements whole that are no plain objects with these properties, and properties that copies lack", () => {
    class Person {
      born = 1;
    }
    const sent = (items: readonly unknown[], key: PropertyKey, fallback: readonly unknown[] = []): unknown =>
      sentTo(firstLayer(max(pluck(fromSequence(items, { npartitions: 1 }), key, fallback), {})));
    for (const element of [[1, 2], "text", null, new Person(), { name: "Ada" }]) {
      expect(sent([element, ...people], "born", [0])).toEqual([element, { born: 1815 }, { born: 1912 }]);
    }
    const symbol = Symbol("key");
    expect(sent([{ [symbol]: 1, a: 2 }], symbol)).toEqual([{ [symbol]: 1, a: 2 }]);
    const odd: unknown = JSON.parse('{ "__proto__": 1, "a": 2 }');
    expect(sent([odd], "__proto__")).toEqual([odd]);
  });

  it("is left out when it is switched off, or operations are not fused", () => {
    const plan = count(pluck(bag, "name", [0]), {});
    const off = firstLayer(plan, { project: false });
    expect([stagesOf(off), sentTo(off)]).toEqual([["pluck"], people]);
    const unfused = firstLayer(plan, { fuse: false });
    expect([stagesOf(unfused), sentTo(unfused)]).toEqual([[], people]);
  });

  it("does not depend on who else reads the bag", () => {
    const context = new LowerContext();
    const named: BagNode = pluck(bag, "name", []);
    lowerItem(count(bag, {}), context);
    lowerItem(max(named, {}), context);
    lowerItem(max(mapped(bag, truthy), {}), context);
    const layers = [...context.finish().layers.values()].filter(({ size, shared }) => {
      const { source } = shared[0]!.value as PipelineSpec;
      return size === 1 && source.kind !== "partials";
    });
    expect(layers.map(sentTo)).toEqual([2, [{ name: "Ada" }, { name: "Alan" }], people]);
  });
});
