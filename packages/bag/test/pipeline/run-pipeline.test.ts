import { createContext } from "@holdall/core";
import { describe, expect, it } from "vitest";
import { runPipeline, type PipelineSpec } from "../../src/pipeline/run-pipeline.ts";
import type { SinkSpec } from "../../src/pipeline/sink.ts";
import type { StageSpec } from "../../src/pipeline/stage.ts";
import type { UserFunction } from "../../src/pipeline/user-call.ts";

const map = (fn: (x: number) => unknown): StageSpec => ({
  kind: "map",
  operation: "map",
  fn: fn as UserFunction,
  args: [],
});
const filter = (fn: (x: number) => unknown): StageSpec => ({
  kind: "filter",
  operation: "filter",
  fn: fn as UserFunction,
  keep: true,
});
const take = (count: number): StageSpec => ({ kind: "take", operation: "take", count });

function run(elements: unknown, stages: readonly StageSpec[], rest: Partial<PipelineSpec> = {}): unknown {
  const spec: PipelineSpec = {
    source: { kind: "elements", operation: "source" },
    stages,
    sink: { kind: "collect" },
    isPartial: false,
    ...rest,
  };
  return runPipeline(createContext({ layer: "x", index: 0, operation: "x", partition: 0 }), spec, elements);
}

describe("runPipeline", () => {
  it("takes elements through all stages to the sink, and returns at once", () => {
    expect(run([1, 2, 3, 4], [map((x) => x * 10), filter((x) => x > 10)])).toEqual([20, 30, 40]);
  });

  it("returns a promise only when a function did", async () => {
    const stages = [map((x) => x + 1), filter((x) => (x === 3 ? Promise.resolve(true) : x > 1))];
    expect(run([0, 1], stages)).toEqual([2]);
    const result = run([0, 1, 2, 3], stages);
    expect(result).toBeInstanceOf(Promise);
    expect(await result).toEqual([2, 3, 4]);
  });

  it("takes any thenable for a promise", async () => {
    const thenable = {
      then: (resolve: (value: number) => void) => resolve(7),
    };
    expect(await run([1], [map(() => thenable)])).toEqual([7]);
  });

  it("stops the source when a stage or the sink wants no more", async () => {
    const seen: number[] = [];
    const look = map((x) => {
      seen.push(x);
      return x;
    });
    expect(run([1, 2, 3, 4], [look, take(2)])).toEqual([1, 2]);
    expect(await run([5, 6, 7], [look, map((x) => Promise.resolve(x)), take(2)])).toEqual([5, 6]);
    expect(run([8, 9], [take(0), look])).toEqual([]);
    expect(seen).toEqual([1, 2, 5, 6]);
  });

  it.each<[SinkSpec, unknown]>([
    [{ kind: "count" }, [3]],
    [{ kind: "sum" }, [6]],
    [{ kind: "extreme", which: "max" }, [3]],
    [{ kind: "aggregate", operation: "reduction", fn: (all) => (all as number[]).join() }, ["1,2,3"]],
    [
      { kind: "fold", operation: "fold", fn: (a, b) => `${String(a)}${String(b)}`, initial: undefined },
      ["123"],
    ],
  ])("wraps the partial result of the sink %o, and gives none for no elements", (sink, partial) => {
    expect(run([1, 2, 3], [], { sink, isPartial: true })).toEqual(partial);
    expect(run([], [], { sink, isPartial: true })).toEqual([]);
  });

  it("tells what fails after a stage that wanted no more, whatever was under way before it", async () => {
    const wait = async (x: number): Promise<number> => {
      for (let turn = 0; turn < x; turn++) await Promise.resolve();
      if (x === 2) throw new RangeError("the last that was wanted");
      return x;
    };
    for (const concurrency of [1, 4]) {
      const result = run(
        [1, 2, 3, 4, 5, 6],
        [
          { ...map((x) => Promise.resolve(x)), concurrency } as StageSpec,
          take(2),
          { ...map(wait), concurrency } as StageSpec,
        ],
      );
      await expect(result).rejects.toThrow("the last that was wanted");
    }
  });

  it("combines partials, skipping those that are none", () => {
    const combine = (partials: unknown): unknown =>
      run(partials, [], {
        source: { kind: "partials", operation: "sum", whenEmpty: { kind: "copy", value: 0 } },
        sink: { kind: "sum" },
      });
    expect(combine([[1], [], [5]])).toBe(6);
    expect(combine([[], []])).toBe(0);
  });
});
