import { passesOf } from "@holdall/core";
import { describe, expect, it } from "vitest";
import { sum } from "../../src/operations/sum.ts";
import { asAllowed } from "../../src/plan/passes.ts";
import { graphOf, mapped, numbers, operationsOf } from "./plans.ts";

const double = (x: number): number => 2 * x;

describe("passes", () => {
  it("leave a pipeline to the interpreter for good when none may be compiled", () => {
    const spec = {
      source: { kind: "elements", operation: "source" },
      stages: [],
      sink: { kind: "sum" },
      isPartial: true,
    } as const;
    expect(asAllowed(spec, passesOf(true))).toBe(spec);
    expect(asAllowed(spec, passesOf({ compile: false }))).toEqual({ ...spec, compileFrom: Infinity });
  });

  it("reach all pipelines of a graph", () => {
    const plan = sum(mapped(numbers(9), double));
    const compileFrom = (optimize: boolean): unknown[] =>
      [...graphOf([plan], optimize).layers.values()].flatMap((layer) =>
        layer.shared.map(({ value }) => (value as { compileFrom?: number }).compileFrom),
      );
    expect(new Set(compileFrom(true))).toEqual(new Set([undefined]));
    expect(new Set(compileFrom(false))).toEqual(new Set([Infinity]));
    expect(operationsOf([plan], false)).toContain("fromSequence");
  });
});
