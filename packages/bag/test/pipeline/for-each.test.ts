import { createContext, type Pace } from "@holdall/core";
import { describe, expect, it } from "vitest";
import { forEach } from "../../src/pipeline/for-each.ts";
import { createPipelineRun } from "../../src/pipeline/pipeline-run.ts";
import { STOP, type Outcome, type Push } from "../../src/pipeline/push.ts";
import { walkElements, walkRange, type Walk } from "../../src/pipeline/walk.ts";

function loopOver(walk: Walk, push: Push, pace?: Pace) {
  const context = createContext({ layer: "x", index: 0, operation: "x", partition: 0 }, { pace });
  const source = { kind: "elements", operation: "x" } as const;
  const spec = { source, stages: [], sink: { kind: "collect" } as const, isPartial: false };
  const run = createPipelineRun(spec, context, []);
  return { context, outcome: () => forEach(walk, push, { run, operation: "source", isSource: true }) };
}

const walks: [string, () => Walk][] = [
  ["an array", () => walkElements([0, 1, 2])!],
  ["a typed array", () => walkElements(Int8Array.of(0, 1, 2))!],
  ["a range", () => walkRange(0, 1, 3)],
  ["an iterator", () => walkElements(new Set([0, 1, 2]))!],
  [
    "an async iterator",
    () =>
      walkElements(
        (async function* () {
          yield await Promise.resolve(0);
          yield 1;
          yield 2;
        })(),
      )!,
  ],
];

describe.each(walks)("forEach over %s", (name, createWalk) => {
  const isAsync = name.includes("async");

  it("pushes all elements in order, and returns at once if it can", async () => {
    const seen: unknown[] = [];
    const { outcome } = loopOver(createWalk(), (element) => {
      seen.push(element);
      return undefined;
    });
    const result = outcome();
    expect(result instanceof Promise).toBe(isAsync);
    expect(await result).toBeUndefined();
    expect(seen).toEqual([0, 1, 2]);
  });

  it("waits for an element that is pending before it pushes the next one", async () => {
    const seen: string[] = [];
    const { outcome } = loopOver(createWalk(), (element) => {
      seen.push(`start ${String(element)}`);
      if (element !== 1) return undefined;
      return Promise.resolve().then((): Outcome => {
        seen.push("end 1");
        return undefined;
      });
    });
    expect(await outcome()).toBeUndefined();
    expect(seen).toEqual(["start 0", "start 1", "end 1", "start 2"]);
  });

  it.each([
    ["at once", (): Outcome => STOP],
    ["later", (): Promise<Outcome> => Promise.resolve(STOP)],
  ])("stops when it is told to %s", async (_when, stop) => {
    const seen: unknown[] = [];
    const { outcome } = loopOver(createWalk(), (element) => {
      seen.push(element);
      return element === 1 ? stop() : undefined;
    });
    expect(await outcome()).toBe(STOP);
    expect(seen).toEqual([0, 1]);
  });

  it.each([
    [
      "throws",
      (error: Error): never => {
        throw error;
      },
    ],
    ["rejects", (error: Error): Promise<never> => Promise.reject(error)],
  ])("names the element for which pushing %s, and passes the error on", async (_how, fail) => {
    const error = new Error("one");
    const { context, outcome } = loopOver(createWalk(), (element) =>
      element === 1 ? fail(error) : undefined,
    );
    await expect((async () => outcome())()).rejects.toBe(error);
    expect(context).toMatchObject({ index: 1, operation: "x" });
  });
});

describe("the pace of a loop", () => {
  const tick = (): Promise<void> => Promise.resolve();

  it("lets the event loop turn when it is due, after elements that returned at once and others", async () => {
    let dues = 0;
    const pace: Pace = {
      stride: 2,
      due: () => (++dues % 2 === 0 ? tick() : undefined),
    };
    const seen: unknown[] = [];
    const push: Push = (element) => {
      seen.push(element);
      return (element as number) > 5 ? Promise.resolve(undefined) : undefined;
    };
    await loopOver(walkRange(0, 1, 12), push, pace).outcome();
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(dues).toBe(6);
  });

  it("looks at the clock as often as it is told", () => {
    let dues = 0;
    const pace: Pace = { stride: 32, due: () => void dues++ };
    void loopOver(walkRange(0, 1, 3200), () => undefined, pace).outcome();
    expect(dues).toBe(100);
  });

  it("ends the loop when the run was aborted", async () => {
    const aborted = new Error("aborted");
    const pace: Pace = {
      stride: 1,
      due: () => {
        throw aborted;
      },
    };
    const seen: unknown[] = [];
    const loop = loopOver(walkRange(0, 1, 10), (element) => void seen.push(element), pace);
    await expect((async () => loop.outcome())()).rejects.toBe(aborted);
    expect(seen).toEqual([0]);
  });
});
