import { createContext } from "@holdall/core";
import { describe, expect, it } from "vitest";
import { runPipeline } from "../../../src/pipeline/run-pipeline.ts";
import type { StageSpec } from "../../../src/pipeline/stage.ts";
import type { UserFunction } from "../../../src/pipeline/user-call.ts";

const columns = { keys: [1, [2], "a", NaN], values: ["one", "two", "three", "four"] };
const others = [{ keys: [[2], NaN, 7], values: [] }];

const select = (keep: boolean): StageSpec => ({
  kind: "select",
  operation: "select",
  keep,
  args: [{ kind: "broadcast", slot: 1 }],
});

describe.each([0, Infinity])("select, in a loop from %d elements on", (compileFrom) => {
  const run = (...stages: readonly StageSpec[]): unknown => {
    const source = { kind: "elements", operation: "source" } as const;
    const spec = { source, stages, sink: { kind: "collect" }, isPartial: false, compileFrom } as const;
    const context = createContext({ layer: "x", index: 0, operation: "x", partition: 0 });
    return runPipeline(context, spec, [columns], others);
  };

  it("hands on the values of keys that are among the others, or are not", () => {
    expect(run(select(true))).toEqual(["two", "four"]);
    expect(run(select(false))).toEqual(["one", "three"]);
  });

  it("goes on after what is awaited, and stops when no more are wanted", async () => {
    const shout: UserFunction = (x) => Promise.resolve(`${x as string}!`);
    const map = { kind: "map", operation: "map", fn: shout, args: [] } as const;
    expect(await run(select(false), map)).toEqual(["one!", "three!"]);
    expect(run(select(false), { kind: "take", operation: "take", count: 1 })).toEqual(["one"]);
  });
});
