import { createContext, unpacked, type Pace } from "@holdall/core";
import fc from "fast-check";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { cases } from "../../../../../test/cases.ts";
import { runPipeline, type PipelineSpec } from "../../../src/pipeline/run-pipeline.ts";
import type { KeySpec } from "../../../src/pipeline/element-key.ts";
import type { SinkSpec } from "../../../src/pipeline/sink.ts";
import type { StageSpec } from "../../../src/pipeline/stage.ts";
import type { CallArgument } from "../../../src/pipeline/call-arguments.ts";
import type { ElementCallSpec } from "../../../src/pipeline/element-calls.ts";
import type { ElementContext } from "../../../src/pipeline/element-context.ts";
import type { UserFunction } from "../../../src/pipeline/user-call.ts";

/** What the user's code does in a run, in order. */
type Log = string[];

/** A function of the user: what it does, but for certain of its calls. */
interface Behaviour {
  readonly returns: (element: unknown, ...rest: readonly unknown[]) => unknown;
  readonly oddCalls: ReadonlyMap<number, "throws" | "rejects" | "promises" | "is thenable">;
}

/** A pipeline to be made anew for each run, as its functions count their calls. */
interface Program {
  readonly source: (log: Log) => { readonly source: PipelineSpec["source"]; readonly input: unknown };
  readonly stages: readonly ((log: Log) => StageSpec)[];
  readonly sink: (log: Log) => SinkSpec;
  readonly stride: number | undefined;
  readonly patience: number;
}

/** A value in full, but for where an error was made. */
function show(value: unknown): string {
  return inspect(value).replace(/\n +at .*/g, "");
}

function userFunction(name: string, { returns, oddCalls }: Behaviour, log: Log): UserFunction {
  let calls = 0;
  return (...args) => {
    calls += 1;
    log.push(`${name} ${show(args)}`);
    switch (oddCalls.get(calls)) {
      case "throws":
        throw new RangeError(`${name} threw`);
      case "rejects":
        return Promise.reject(new RangeError(`${name} rejected`));
      case "promises":
        return Promise.resolve(returns(...(args as [unknown])));
      case "is thenable":
        return { then: (resolve: (value: unknown) => void) => resolve(returns(...(args as [unknown]))) };
      case undefined:
        return returns(...(args as [unknown]));
    }
  };
}

/** An iterator that writes down what is asked of it. */
function watchedIterable(
  elements: readonly unknown[],
  failsAt: number | undefined,
  log: Log,
): Iterable<unknown> {
  let at = 0;
  return {
    [Symbol.iterator]: () => ({
      next() {
        log.push(`next ${at}`);
        if (at === failsAt) throw new TypeError("next threw");
        return at < elements.length
          ? { done: false, value: elements[at++] }
          : { done: true, value: undefined };
      },
      return() {
        log.push("return");
        if (failsAt === 0) throw new TypeError("return threw");
        return { done: true, value: undefined };
      },
    }),
  };
}

/** An array whose second element cannot be read. */
function throwingArray(elements: unknown[]): unknown[] {
  return new Proxy(elements, {
    get(target, key, receiver) {
      if (key === "1") throw new RangeError("reading threw");
      return Reflect.get(target, key, receiver) as unknown;
    },
  });
}

async function* later(elements: readonly unknown[], log: Log): AsyncGenerator {
  try {
    for (const element of elements) yield await Promise.resolve(element);
  } finally {
    log.push("closed");
  }
}

const oddCalls = fc
  .array(
    fc.tuple(
      fc.integer({ min: 1, max: 30 }),
      fc.constantFrom("throws", "rejects", "promises", "is thenable"),
    ),
    { maxLength: 2 },
  )
  .map((calls) => new Map(calls as [number, "throws"][]));

function behaviours(...returns: Behaviour["returns"][]): fc.Arbitrary<Behaviour> {
  return fc.record({
    returns: fc.constantFrom(...returns),
    oddCalls: fc.oneof({ weight: 2, arbitrary: fc.constant(new Map()) }, { weight: 1, arbitrary: oddCalls }),
  });
}

const operation = (name: string, log: Log, behaviour: Behaviour) => ({
  operation: name,
  fn: userFunction(name, behaviour, log),
});

const mapBehaviours = behaviours(
  (x) => x,
  (x) => (x as number) * 2 + 1,
  (x) => [x, x],
  (x, y) => [x, y],
  (x) => ({ x }),
  function* (x) {
    yield x;
  },
);
const args = fc.constantFrom<[]>(
  [],
  [],
  [],
  [{ kind: "value", value: "v" }] as never,
  [
    { kind: "lockstep", slot: 1 },
    { kind: "broadcast", slot: 2 },
    { kind: "lockstep", slot: 3 },
  ] as never,
);

/** What was said of how a function is called. */
interface Options {
  readonly concurrency?: 2 | 3 | 50;
  readonly onError?: "skip" | "replace";
  readonly context?: true;
}

const options: fc.Arbitrary<Options> = fc.record(
  {
    concurrency: fc.constantFrom(2, 3, 50),
    onError: fc.constantFrom("skip", "replace"),
    context: fc.constant(true),
  },
  { requiredKeys: [] },
);

type CallOptions = Required<Pick<ElementCallSpec, "args">> & ElementCallSpec;

/** A call with these options. What is made of an error depends on the element alone, as the order of calls may vary. */
function calling(
  name: string,
  { concurrency, onError, context }: Options,
  { log, behaviour, args = [] }: { log: Log; behaviour: Behaviour; args?: readonly CallArgument[] },
): CallOptions {
  const replace: UserFunction = (error, element, told) => {
    const { index, partition } = told as ElementContext;
    log.push(`${name} replaces ${show([String(error), element, index, partition])}`);
    const replacement = [String(error), index];
    const nth = index % 4;
    if (nth === 0) throw new RangeError(`no replacement in ${name}`);
    if (nth === 1) return Promise.resolve(replacement);
    return nth === 2 ? watchedIterable(replacement, undefined, log) : replacement;
  };
  return {
    ...operation(name, log, behaviour),
    args: context === true ? [...args, { kind: "context", slot: 4 }] : args,
    ...(concurrency && { concurrency }),
    ...(onError && { onError: onError === "skip" ? onError : { fn: replace, slot: 4 } }),
  };
}

const key: fc.Arbitrary<(log: Log) => KeySpec> = fc.oneof(
  fc.constantFrom("x", 0, "length").map((name) => () => ({ kind: "property", name }) as const),
  fc.constant(() => ({ kind: "element" }) as const),
  behaviours(
    (x) => Math.abs(x as number) % 3,
    (x) => [x],
    (x) => x,
  ).map((behaviour) => (log: Log) => ({ kind: "call", fn: userFunction("key", behaviour, log) }) as const),
);

const stage: fc.Arbitrary<(log: Log) => StageSpec> = fc.oneof(
  fc.tuple(mapBehaviours, args, options).map(
    ([behaviour, args, options]) =>
      (log: Log) =>
        ({ kind: "map", ...calling("map", options, { log, behaviour, args }) }) as const,
  ),
  fc.tuple(mapBehaviours, args, options).map(([behaviour, args, options]) => (log: Log) => {
    const call = calling("mapSettled", options, { log, behaviour, args });
    return { kind: "mapSettled", ...call, onError: "settle" } as const;
  }),
  fc
    .tuple(
      options,
      fc.boolean(),
      behaviours(
        (x) => x,
        (x) => Number(x) % 2 === 0,
        () => "yes",
      ),
    )
    .map(
      ([options, keep, behaviour]) =>
        (log: Log) =>
          ({
            kind: "filter",
            keep,
            ...calling(keep ? "filter" : "remove", options, { log, behaviour }),
          }) as const,
    ),
  fc
    .tuple(
      options,
      behaviours(
        (x) => [x, x, x],
        (x) => new Set([x, 1]),
        (x) => Array.from({ length: Math.abs(Number(x)) % 50 || 0 }, (_, i) => i),
        () => new Uint8Array(3),
        (x) => x,
        (x) => throwingArray([x, 2]),
        () => [[1, 2], [], [3]],
      ),
      fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
      fc.boolean(),
    )
    .map(([options, behaviour, failsAt, isWatched]) => (log: Log) => {
      const returns: Behaviour["returns"] = (x) => watchedIterable([x, 2], failsAt, log);
      return {
        kind: "flatMap",
        ...calling("flatMap", options, { log, behaviour: isWatched ? { ...behaviour, returns } : behaviour }),
      } as const;
    }),
  fc
    .tuple(
      options,
      behaviours(
        (x) => x,
        (x, y) => [x, y],
        (...all) => all,
        function* (x) {
          yield x;
        },
      ),
      fc.integer({ min: 0, max: 3 }),
    )
    .map(([options, behaviour, length]) => (log: Log) => {
      const { fn, ...own } = calling("starmap", options, { log, behaviour });
      return { kind: "starmap", ...own, fn: Object.defineProperty(fn, "length", { value: length }) } as const;
    }),
  fc
    .tuple(
      options,
      behaviours((x) => x),
    )
    .map(
      ([options, behaviour]) =>
        (log: Log) =>
          ({ kind: "tap", ...calling("tap", options, { log, behaviour }) }) as const,
    ),
  fc
    .constantFrom([], [
      { kind: "lockstep", slot: 1 },
      { kind: "lockstep", slot: 3 },
    ] as const)
    .map((args) => () => ({ kind: "zip", operation: "zip", args }) as const),
  fc.constant(() => ({ kind: "flatten", operation: "flatten" }) as const),
  fc.constant(
    () => ({ kind: "enumerate", operation: "enumerate", args: [{ kind: "broadcast", slot: 4 }] }) as const,
  ),
  fc.integer({ min: 1, max: 12 }).map((size) => () => ({ kind: "batch", operation: "batch", size }) as const),
  fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 9 })).map(
    ([size, step]) =>
      () =>
        ({ kind: "window", operation: "window", size, step }) as const,
  ),
  fc
    .tuple(
      fc.constantFrom("x", 0, ["x", 1], "length", Symbol.iterator),
      fc.constantFrom(undefined, { value: undefined }, { value: [-0] }),
    )
    .map(
      ([key, fallback]) =>
        () =>
          ({ kind: "pluck", operation: "pluck", key, fallback }) as const,
    ),
  fc.tuple(key, fc.boolean()).map(
    ([createKey, keepsAll]) =>
      (log: Log) =>
        ({
          kind: "lookUp",
          operation: "join",
          key: createKey(log),
          keepsAll,
          args: [{ kind: "broadcast", slot: 5 }],
        }) as const,
  ),
  fc.nat({ max: 20 }).map((count) => () => ({ kind: "take", operation: "take", count }) as const),
  fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat()).map(
    ([probability, seed]) =>
      () =>
        ({
          kind: "randomSample",
          operation: "randomSample",
          probability,
          seed,
          args: [{ kind: "broadcast", slot: 4 }],
        }) as const,
  ),
);

const sink: fc.Arbitrary<(log: Log) => SinkSpec> = fc.oneof(
  fc
    .constantFrom<SinkSpec[]>(
      { kind: "collect" },
      { kind: "measure" },
      { kind: "decide", operation: "any", fn: undefined, decisive: true },
      { kind: "decide", operation: "all", fn: undefined, decisive: false },
      { kind: "count" },
      { kind: "sum" },
      { kind: "extreme", which: "min" },
      { kind: "extreme", which: "max" },
      { kind: "join" },
      { kind: "moments" },
      { kind: "mergeMoments", statistic: undefined },
      { kind: "digest" },
      { kind: "describe" },
      { kind: "extent" },
      { kind: "sample", size: 3, seed: 1, args: [{ kind: "broadcast", slot: 2 }] },
      { kind: "choices", size: 3, seed: 1, args: [{ kind: "broadcast", slot: 2 }] },
      { kind: "histogram", isEven: true, args: [{ kind: "value", value: [0, 10, 20, 30] }] },
      { kind: "histogram", isEven: false, args: [{ kind: "broadcast", slot: 3 }] },
      { kind: "split", shares: { of: 17, among: 6 }, parts: 3, args: [{ kind: "broadcast", slot: 4 }] },
      { kind: "cut", size: 4, parts: 1, args: [{ kind: "broadcast", slot: 4 }] },
    )
    .map((spec) => () => spec),
  fc
    .record({
      key,
      behaviour: behaviours((a, b) => `${show(a)}${show(b)}`),
      of: fc.constantFrom("element", "value"),
      initial: fc.option(
        fc.oneof(
          fc.constantFrom("", []),
          behaviours(() => 0),
        ),
      ),
      result: fc.constantFrom("columns", "entries"),
    })
    .map(({ key, behaviour, of, initial, result }) => (log: Log) => ({
      kind: "foldBy" as const,
      ...operation("foldBy", log, behaviour),
      key: key(log),
      of,
      initial:
        initial === null
          ? undefined
          : typeof initial === "object" && "oddCalls" in initial
            ? { kind: "call" as const, fn: userFunction("initial", initial, log), args: [] }
            : { kind: "copy" as const, value: initial },
      result,
    })),
  key.map(
    (createKey) => (log: Log) =>
      ({ kind: "frequencies", operation: "frequencies", key: createKey(log) }) as const,
  ),
  fc
    .tuple(key, fc.constantFrom("element", "key"), fc.constantFrom("all", "common", "own"))
    .map(([createKey, keeps, which]) => (log: Log) => {
      const args = which === "all" ? ([] as const) : ([{ kind: "broadcast", slot: 6 }] as const);
      return { kind: "distinct", operation: "distinct", key: createKey(log), keeps, which, args } as const;
    }),
  fc.tuple(key, fc.integer({ min: 0, max: 5 })).map(
    ([createKey, size]) =>
      (log: Log) =>
        ({ kind: "topk", operation: "topk", key: createKey(log), size }) as const,
  ),
  fc
    .tuple(
      behaviours(
        (x) => x,
        (x) => Number(x) % 2 === 0,
      ),
      fc.boolean(),
    )
    .map(
      ([behaviour, decisive]) =>
        (log: Log) =>
          ({ kind: "decide", decisive, ...operation("any", log, behaviour) }) as const,
    ),
  fc
    .tuple(
      behaviours((_, x) => x),
      fc.constantFrom(undefined, { kind: "copy", value: 0 } as const),
    )
    .map(
      ([behaviour, initial]) =>
        (log: Log) =>
          ({
            kind: "accumulate",
            initial,
            args: [{ kind: "broadcast", slot: 4 }],
            ...operation("accumulate", log, behaviour),
          }) as const,
    ),
  fc.tuple(key, fc.integer({ min: 1, max: 3 })).map(
    ([createKey, parts]) =>
      (log: Log) =>
        ({ kind: "group", operation: "groupBy", key: createKey(log), parts }) as const,
  ),
  fc.tuple(key, fc.boolean()).map(
    ([createKey, keepsAll]) =>
      (log: Log) =>
        ({
          kind: "match",
          operation: "join",
          key: createKey(log),
          keepsAll,
          args: [{ kind: "broadcast", slot: 5 }],
        }) as const,
  ),
  key.map((createKey) => (log: Log) => ({ kind: "keyed", operation: "join", key: createKey(log) }) as const),
  fc.tuple(key, fc.boolean(), fc.integer({ min: 0, max: 3 })).map(
    ([createKey, isDescending, sampleSize]) =>
      (log: Log) =>
        ({ kind: "sort", operation: "sortBy", key: createKey(log), isDescending, sampleSize }) as const,
  ),
  behaviours((elements) => show(elements)).map(
    (behaviour) => (log: Log) => ({ kind: "aggregate", ...operation("reduction", log, behaviour) }) as const,
  ),
  fc
    .tuple(
      // Cut, as quotes within quotes take twice as many backslashes each time.
      behaviours((a, b) => show([a, b]).slice(-60)),
      fc.option(behaviours(() => 0)),
    )
    .map(
      ([behaviour, initial]) =>
        (log: Log) =>
          ({
            kind: "fold",
            ...operation("fold", log, behaviour),
            initial:
              initial === null
                ? undefined
                : ({ kind: "call", fn: userFunction("initial", initial, log), args: [] } as const),
          }) as const,
    ),
);

const element = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -9, max: 99 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown[]>(-0, NaN, 0.1, undefined, null, "ab", [1, [2]], { x: 3, 1: 4 }, [
      [],
      [5],
    ]),
  },
);
// Of one kind mostly: else hardly a pipeline gets beyond its first elements.
const elements = fc.oneof(
  fc.array(fc.integer({ min: -9, max: 99 }), { maxLength: 40 }),
  fc.array(fc.double(), { maxLength: 40 }),
  fc.array(element, { maxLength: 40 }),
  fc.sparseArray(fc.integer(), { maxLength: 40 }),
);
const source: fc.Arbitrary<Program["source"]> = fc.oneof(
  elements.map((input) => () => ({ source: { kind: "elements", operation: "source" } as const, input })),
  fc
    .array(fc.integer({ min: -9, max: 99 }), { maxLength: 40 })
    .map(
      (input) => () =>
        ({ source: { kind: "elements", operation: "source" }, input: Float32Array.from(input) }) as const,
    ),
  fc.tuple(fc.integer(), fc.integer({ min: -3, max: 3 }), fc.nat({ max: 40 })).map(
    ([start, step, length]) =>
      () =>
        ({ source: { kind: "range", operation: "source", step }, input: [start, length] }) as const,
  ),
  fc.tuple(elements, fc.option(fc.nat({ max: 20 }), { nil: undefined })).map(
    ([input, failsAt]) =>
      (log: Log) =>
        ({
          source: { kind: "elements", operation: "source" },
          input: watchedIterable(input, failsAt, log),
        }) as const,
  ),
  elements.map(
    (input) => (log: Log) =>
      ({ source: { kind: "elements", operation: "source" }, input: later(input, log) }) as const,
  ),
  fc
    .array(elements, { maxLength: 5 })
    .map((input) => () => ({ source: { kind: "chain", operation: "source" }, input }) as const),
  elements.map((input) => () => ({ source: { kind: "product", operation: "source" }, input }) as const),
  elements.map(
    (input) => () =>
      ({
        source: { kind: "partials", operation: "source", whenEmpty: { kind: "copy", value: 0 } },
        input: Array.from(input, (x, i) => (i % 3 === 0 ? [] : [x])),
      }) as const,
  ),
);

const programs: fc.Arbitrary<Program> = fc.record({
  source,
  stages: fc.array(stage, { maxLength: 5 }),
  sink,
  stride: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
  patience: fc.constantFrom(0, Infinity),
});

/** All that can be told of a run from the outside. */
interface Report {
  readonly log: Log;
  readonly isAsynchronous: boolean;
  readonly skipped: Readonly<Record<string, number>>;
  readonly result?: unknown;
  readonly error?: string;
  readonly operation: string;
  readonly index: number | undefined;
}

/** For one to look through: of some keys several. */
const otherKeys = { keys: [3, 7, 11, [4], "ab", undefined, NaN], values: [] };
const keyedElements = {
  keys: [0, 1, 1, 2, "a", 1, 5, 7, [3], undefined, NaN, 40],
  elements: Array.from({ length: 12 }, (_, i) => `other ${i}`),
};

async function report(program: Program, compileFrom: number): Promise<Report> {
  const log: Log = [];
  const { source, input } = program.source(log);
  const spec: PipelineSpec = {
    source,
    stages: program.stages.map((createStage) => createStage(log)),
    sink: program.sink(log),
    isPartial: true,
    compileFrom,
  };
  const pace = program.stride === undefined ? undefined : createPace(program.stride, program.patience);
  const context = createContext({ layer: "x", index: 0, operation: "x", partition: 0 }, { pace });
  const skipped: Record<string, number> = {};
  context.skip = (name) => void (skipped[name] = (skipped[name] ?? 0) + 1);
  let isAsynchronous = false;
  try {
    const slots = [input, Uint8Array.from({ length: 12 }), "all", [7, 8, 9], 5, keyedElements, otherKeys];
    const returned = runPipeline(context, spec, ...slots);
    isAsynchronous = returned instanceof Promise;
    const result = ((await returned) as readonly unknown[]).map(unpacked);
    return { log, isAsynchronous, skipped, result, operation: context.operation, index: context.index };
  } catch (error) {
    return {
      log,
      isAsynchronous,
      skipped,
      error: String(error),
      operation: context.operation,
      index: context.index,
    };
  }
}

/** Lets the event loop turn every other time that it is asked. */
function createPace(stride: number, patience: number): Pace {
  let calls = 0;
  return { stride, patience, due: () => (++calls % 2 === 0 ? Promise.resolve() : undefined) };
}

/** When the event loop turns is up to each, and with it what other calls do while one is waited for. */
function notComparable({ stages, stride }: Program): Partial<Report> {
  if (stride === undefined) return {};
  const isConcurrent = stages.some((createStage) => "concurrency" in createStage([]));
  return { isAsynchronous: true, ...(isConcurrent ? { log: [] } : {}) };
}

describe("generated loops", () => {
  it("do what the interpreter does, whatever the user's code does", async () => {
    await fc.assert(
      fc.asyncProperty(programs, async (program) => {
        const [interpreted, compiled] = [await report(program, Infinity), await report(program, 0)];
        const comparable = notComparable(program);
        expect({ ...compiled, ...comparable }).toEqual({ ...interpreted, ...comparable });
        expect(show(compiled.result)).toBe(show(interpreted.result)); // tells -0 from 0
      }),
      cases(800),
    );
  }, 120_000);

  it("come to the same however many elements are under way at once", async () => {
    const isReadAtOnce = (stage: StageSpec): boolean => stage.kind === "flatMap" && "concurrency" in stage;
    await fc.assert(
      fc.asyncProperty(programs, fc.constantFrom(0, Infinity), async (program, compileFrom) => {
        const stages = program.stages.map((createStage) => (log: Log): StageSpec => {
          const { concurrency: _, ...stage } = { concurrency: 1, ...createStage(log) };
          return stage;
        });
        // What else is read of an iterable that nobody wants to the end is another matter.
        fc.pre(!program.stages.some((createStage) => isReadAtOnce(createStage([]))));
        const one = await report({ ...program, stages }, compileFrom);
        const several = await report(program, compileFrom);
        const ignored = { log: [], isAsynchronous: true };
        expect({ ...several, ...ignored }).toEqual({ ...one, ...ignored });
      }),
      cases(300),
    );
  }, 120_000);
});
