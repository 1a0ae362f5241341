import { describe, expect, it } from "vitest";
import { formatLoop, writeLoop } from "../../../src/pipeline/code/loop-code.ts";
import type { PipelineSpec } from "../../../src/pipeline/run-pipeline.ts";
import type { StageSpec } from "../../../src/pipeline/stage.ts";

const double = (x: unknown): unknown => 2 * (x as number);
const isOdd = (x: unknown): unknown => (x as number) % 2 === 1;

const map: StageSpec = { kind: "map", operation: "map", fn: double, args: [] };
const filter: StageSpec = { kind: "filter", operation: "filter", fn: isOdd, keep: true };

function pipeline(rest: Partial<PipelineSpec>): PipelineSpec {
  return {
    source: { kind: "range", operation: "range", step: 1 },
    stages: [],
    sink: { kind: "sum" },
    isPartial: true,
    ...rest,
  };
}

describe("the code of a loop", () => {
  it("calls functions one after the other, and leaves what is to be awaited to others", () => {
    const { text, functions, ours } = writeLoop(pipeline({ stages: [map, filter] }), "range");
    expect(formatLoop(text)).toMatchInlineSnapshot(`
      "// range -> map -> filter -> sum
      const [map1, filter2] = functions;
      const { isGenerator, notNumberError } = ours;

      return function advance(frame, end) {
        const { walk, pipeline: { spec, states }, run: { inputs, pacer } } = frame;
        const step = walk.step;
        let sum3 = states[3].sum;
        let { index } = frame;
        let value = walk.start + index * step;
        let handedOn2 = 0;
        let at = 0, exit, element, held, given;
        try {
          elements: for (; index < end; index++) {
            at = 0;
            given = undefined;
            const x0 = value;
            value += step;

            // map
            at = 1;
            given = x0;
            const x1 = map1(x0);
            if (
              typeof x1 === "object" && x1 !== null &&
              (typeof x1.then === "function" || (typeof x1.next === "function" && isGenerator(x1)))
            ) {
              exit = "settle";
              element = x0;
              held = x1;
              break elements;
            }

            // filter
            at = 2;
            given = x1;
            const x2 = filter2(x1);
            if (
              typeof x2 === "object" && x2 !== null &&
              typeof x2.then === "function"
            ) {
              exit = "settle";
              element = x1;
              held = x2;
              break elements;
            }
            if (x2) {
              handedOn2 = (handedOn2 + 1) | 0;

              // sum
              at = 3;
              given = x1;
              if (typeof x1 !== "number") throw notNumberError(x1);
              sum3 += x1;
            }
          }
        } catch (error) {
          frame.given = given;
          throw error;
        } finally {
          frame.index = index;
          frame.at = at;
          frame.element = element;
          frame.held = held;
          states[3].sum = sum3;
          frame.run.counts.handedOn[2] += handedOn2;
        }
        return exit;
      };"
    `);
    expect(functions).toEqual([double, isOdd]);
    expect(Object.keys(ours)).toEqual(["isGenerator", "notNumberError"]);
  });

  it("tries nothing but the calls of functions whose errors are not the end, and counts for those that want to know", () => {
    const stages: StageSpec[] = [
      { kind: "map", operation: "map", fn: double, args: [{ kind: "context", slot: 1 }], onError: "skip" },
      {
        kind: "filter",
        operation: "filter",
        fn: isOdd,
        keep: true,
        concurrency: 2,
        onError: { fn: double, slot: 2 },
      },
    ];
    const { text, functions, ours } = writeLoop(pipeline({ stages, sink: { kind: "count" } }), "range");
    expect(formatLoop(text)).toMatchInlineSnapshot(`
      "// range -> map -> filter -> count
      const [map1, filter2] = functions;
      const { isGenerator, CallContext } = ours;

      return function advance(frame, end) {
        const { walk, pipeline: { spec, states }, run: { inputs, pacer } } = frame;
        const step = walk.step;
        const surroundings1 = states[1].surroundings;
        const underWay2 = states[2].window.calls;
        let calls1 = states[1].calls;
        let calls2 = states[2].calls;
        let count3 = states[3].count;
        let { index } = frame;
        let value = walk.start + index * step;
        let handedOn1 = 0;
        let handedOn2 = 0;
        let at = 0, exit, element, held, given;
        try {
          elements: for (; index < end; index++) {
            at = 0;
            given = undefined;
            const x0 = value;
            value += step;

            // map
            at = 1;
            given = x0;
            const call1 = calls1++;
            let x1, isLeft1;
            try {
              x1 = map1(x0, new CallContext(surroundings1, call1));
              isLeft1 = (
                typeof x1 === "object" && x1 !== null &&
                (typeof x1.then === "function" || (typeof x1.next === "function" && isGenerator(x1)))
              );
            } catch (error) {
              exit = "recover";
              element = x0;
              held = error;
              break elements;
            }
            if (isLeft1) {
              exit = "settle";
              element = x0;
              held = x1;
              break elements;
            }
            handedOn1 = (handedOn1 + 1) | 0;

            // filter
            at = 2;
            given = x1;
            if (underWay2.length > 0) {
              exit = "push";
              element = x1;
              break elements;
            }
            const call2 = calls2++;
            let x2, isLeft2;
            try {
              x2 = filter2(x1);
              isLeft2 = (
                typeof x2 === "object" && x2 !== null &&
                typeof x2.then === "function"
              );
            } catch (error) {
              exit = "recover";
              element = x1;
              held = error;
              break elements;
            }
            if (isLeft2) {
              exit = "settle";
              element = x1;
              held = x2;
              break elements;
            }
            if (x2) {
              handedOn2 = (handedOn2 + 1) | 0;

              // count
              at = 3;
              given = x1;
              count3 += 1;
            }
          }
        } catch (error) {
          frame.given = given;
          throw error;
        } finally {
          frame.index = index;
          frame.at = at;
          frame.element = element;
          frame.held = held;
          states[1].calls = calls1;
          states[2].calls = calls2;
          states[3].count = count3;
          frame.run.counts.handedOn[1] += handedOn1;
          frame.run.counts.handedOn[2] += handedOn2;
        }
        return exit;
      };"
    `);
    expect(functions).toEqual([double, isOdd]);
    expect(Object.keys(ours)).toEqual(["isGenerator", "CallContext"]);
  });

  it.each<StageSpec>([
    { ...map, onError: "skip" },
    { kind: "mapSettled", operation: "mapSettled", fn: double, args: [], onError: "settle" },
    { kind: "starmap", operation: "starmap", fn: double, onError: "skip" },
    { ...filter, onError: { fn: double, slot: 1 } },
    { kind: "flatMap", operation: "flatMap", fn: double, onError: "skip", concurrency: 3 },
    { kind: "tap", operation: "tap", fn: double, onError: { fn: double, slot: 1 }, concurrency: 3 },
  ])("goes on after an error, and after a promise, in the very loop: %o", (stage) => {
    const text = formatLoop(writeLoop(pipeline({ stages: [stage] }), "items").text);
    // Nothing but the call and a look at its result is tried.
    const tried = /try \{\n +x1 = (.*);\n +isLeft1 = \((?:\n +\(?typeof .*)+\n +\);\n +\} catch/.exec(text);
    expect(tried?.[1]).toMatch(/^(?:x0\.length === 1 \? )?\w+1\(/);
    expect(text).toMatch(
      /catch \(error\) \{\n +exit = "recover";\n +element = x0;\n +held = error;\n +break elements;/,
    );
    expect(text).toMatch(/if \(isLeft1\) \{\n +exit = "settle";/);
  });

  it("is the same without options of functions as if there were none", () => {
    const spelledOut: StageSpec[] = [
      { ...map, onError: undefined, concurrency: 1 } as never,
      { ...filter, args: [] },
    ];
    expect(writeLoop(pipeline({ stages: spelledOut }), "items").text).toBe(
      writeLoop(pipeline({ stages: [map, filter] }), "items").text,
    );
  });

  it("has a loop within the loop for each operation that takes elements apart", () => {
    const stages: StageSpec[] = [
      { kind: "flatten", operation: "flatten" },
      { kind: "take", operation: "take", count: 3 },
    ];
    expect(formatLoop(writeLoop(pipeline({ stages, sink: { kind: "count" } }), "items").text))
      .toMatchInlineSnapshot(`
        "// range -> flatten -> take -> count
        const { isIndexed } = ours;

        return function advance(frame, end) {
          const { walk, pipeline: { spec, states }, run: { inputs, pacer } } = frame;
          const items = walk.items;
          const start = walk.start;
          let list1 = states[1].list;
          let length1 = states[1].length;
          let index1 = states[1].index;
          let left2 = states[2].left;
          let count3 = states[3].count;
          let place = start + frame.index;
          const stop = start + end;
          let handedOn1 = 0;
          let handedOn2 = 0;
          let at = 0, exit, element, held, given;
          try {
            elements: for (; place < stop; place++) {
              at = 0;
              given = undefined;
              const x0 = items[place];

              // flatten
              at = 1;
              given = x0;
              if (!isIndexed(x0)) {
                exit = "push";
                element = x0;
                break elements;
              }
              list1 = x0;
              length1 = list1.length;
              index1 = 0;
              while (index1 < length1) {
                const end1 = Math.min(length1, index1 + pacer.budget);
                pacer.budget -= end1 - index1;
                for (; index1 < end1; index1++) {
                  at = 1;
                  given = x0;
                  const item1 = list1[index1];
                  handedOn1 = (handedOn1 + 1) | 0;

                  // take
                  at = 2;
                  given = item1;
                  if (left2 <= 0) {
                    exit = "stop";
                    break elements;
                  }
                  left2 -= 1;
                  handedOn2 = (handedOn2 + 1) | 0;

                  // count
                  at = 3;
                  given = item1;
                  count3 += 1;
                  if (left2 <= 0) {
                    exit = "stop";
                    break elements;
                  }
                }
                if (pacer.budget === 0) {
                  const pause1 = pacer.waitWithin();
                  if (pause1 !== undefined) {
                    index1 -= 1;
                    exit = "pause";
                    at = 1;
                    held = pause1;
                    break elements;
                  }
                }
              }
              if (pacer.isDue) {
                exit = "turn";
                break elements;
              }
            }
          } catch (error) {
            frame.given = given;
            throw error;
          } finally {
            frame.index = place - start;
            frame.at = at;
            frame.element = element;
            frame.held = held;
            states[1].list = list1;
            states[1].length = length1;
            states[1].index = index1;
            states[2].left = left2;
            states[3].count = count3;
            frame.run.counts.handedOn[1] += handedOn1;
            frame.run.counts.handedOn[2] += handedOn2;
          }
          return exit;
        };"
      `);
  });

  it("reads data of the user from the spec, and pulls at an iterator", () => {
    const stages: StageSpec[] = [
      { kind: "pluck", operation: "pluck", key: ["a", Symbol.iterator], fallback: { value: 1 } },
      {
        kind: "map",
        operation: "map",
        fn: double,
        args: [
          { kind: "value", value: "`${" },
          { kind: "broadcast", slot: 1 },
          { kind: "lockstep", slot: 2 },
        ],
      },
    ];
    expect(formatLoop(writeLoop(pipeline({ stages, sink: { kind: "collect" } }), "iterator").text))
      .toMatchInlineSnapshot(`
        "// range -> pluck -> map -> collect
        const [map2] = functions;
        const { readProperty, isGenerator } = ours;

        return function advance(frame, end) {
          const { walk, pipeline: { spec, states }, run: { inputs, pacer } } = frame;
          const iterator = walk.iterator;
          const spec1 = spec.stages[0];
          const key0_1 = spec.stages[0].key[0];
          const key1_1 = spec.stages[0].key[1];
          const value0_2 = spec.stages[1].args[0].value;
          const broadcast1_2 = inputs[1];
          const lockstep2_2 = inputs[2];
          let calls2 = states[2].calls;
          let elements3 = states[3].elements;
          let { index } = frame;
          let at = 0, exit, element, held, given;
          try {
            elements: for (; index < end; index++) {
              at = 0;
              given = undefined;
              const pulled = iterator.next();
              if (typeof pulled === "object" && pulled !== null && typeof pulled.then === "function") {
                exit = "later";
                held = pulled;
                break elements;
              }
              if (pulled.done === true) {
                exit = "exhausted";
                break elements;
              }
              const x0 = pulled.value;

              // pluck
              at = 1;
              given = x0;
              const x1 = [
                typeof x0 === "object" && x0 !== null && key0_1 in x0 ? x0[key0_1] : readProperty(x0, key0_1, spec1),
                typeof x0 === "object" && x0 !== null && key1_1 in x0 ? x0[key1_1] : readProperty(x0, key1_1, spec1),
              ];

              // map
              at = 2;
              given = x1;
              if (calls2 >= lockstep2_2.length) {
                exit = "push";
                element = x1;
                break elements;
              }
              const call2 = calls2++;
              const x2 = map2(x1, value0_2, broadcast1_2, lockstep2_2[call2]);
              if (
                typeof x2 === "object" && x2 !== null &&
                (typeof x2.then === "function" || (typeof x2.next === "function" && isGenerator(x2)))
              ) {
                exit = "settle";
                element = x1;
                held = x2;
                break elements;
              }

              // collect
              at = 3;
              given = x2;
              if (elements3 === undefined) elements3 = [x2];
              else elements3.push(x2);
            }
          } catch (error) {
            frame.given = given;
            throw error;
          } finally {
            frame.index = index;
            frame.at = at;
            frame.element = element;
            frame.held = held;
            states[2].calls = calls2;
            states[3].elements = elements3;
          }
          return exit;
        };"
      `);
  });

  it("is the same text for pipelines that differ in functions and data alone", () => {
    const textOf = (fn: () => unknown, count: number): string =>
      writeLoop(
        pipeline({
          stages: [
            { ...map, fn },
            { kind: "take", operation: "take", count },
          ],
        }),
        "items",
      ).text;
    expect(textOf(() => 1, 1)).toBe(textOf(() => 2, 2));
  });
});
