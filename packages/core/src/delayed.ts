import { z } from "zod";
import { isCollection, type Collection, type LowerContext, type Lowered } from "./collection.ts";
import { computeOne, computeOneSync } from "./compute.ts";
import type { RunOptions } from "./config.ts";
import { callFunction, firstOf } from "./delayed-tasks.ts";
import { moduleFunction } from "./graph/module-function.ts";
import type { Layer } from "./graph/task-graph.ts";
import { keyOf, Shared, type Argument, type Reference, type Step } from "./graph/task.ts";
import { collectionsIn, isPlainObject } from "./nested.ts";
import { assertFunction, parseOptions } from "./parse.ts";
import { tokenize } from "./tokenize.ts";

/** How {@link delayed} makes calls. */
export interface DelayedOptions {
  /**
   * Whether the function gives the same result for the same arguments, so that equal calls are one task.
   * @default false
   */
  readonly pure?: boolean | undefined;
  /** What calls are known by in keys and errors. @default the function's own name */
  readonly name?: string | undefined;
}

/** A function whose calls are put off: it takes what `fn` takes, or lazy collections of that. */
export type DelayedFunction<A extends readonly unknown[], R> = (
  ...args: { [K in keyof A]: A[K] | Collection<A[K]> | DeepLazy<A[K]> }
) => Delayed<Awaited<R>>;

/** A value in which parts, in arrays and plain objects, may be lazy. */
export type DeepLazy<T> =
  | T
  | Collection<T>
  | (T extends readonly unknown[] | Record<string, unknown> ? { [K in keyof T]: DeepLazy<T[K]> } : never);

const optionsSchema = z.strictObject({
  pure: z.boolean().describe("true or false").optional(),
  name: z.string().min(1).describe("a string of at least one character").optional(),
});

let calls = 0;

/**
 * Makes a function lazy: a call of the result does nothing but note function and arguments. Arguments may hold
 * other delayed values, bags and items, also nested in arrays and plain objects; they are computed first.
 *
 * @example
 * ```ts
 * import { delayed } from "@holdall/core";
 *
 * const add = delayed((a: number, b: number) => a + b);
 * const sum = add(add(1, 2), 3);
 * console.log(await sum.compute({ scheduler: "sync" })); // 6
 * ```
 *
 * @throws InvalidArgumentError when `fn` is no function, or for unknown options
 */
export function delayed<A extends readonly unknown[], R>(
  fn: (...args: A) => R,
  options: DelayedOptions = {},
): DelayedFunction<A, R> {
  assertFunction(fn, "fn", "delayed()");
  const { pure = false, name = fn.name || "delayed" } = parseOptions(optionsSchema, options, "delayed()");
  return (...args) => {
    const token = pure ? tokenize(name, fn, args) : String(++calls);
    return new Delayed<Awaited<R>>({ fn, args, name, token });
  };
}

interface Call {
  readonly fn: (...args: never[]) => unknown;
  readonly args: readonly unknown[];
  readonly name: string;
  readonly token: string;
}

/** A call that has been put off: made by {@link delayed}, run by `compute`. */
export class Delayed<T> implements Collection<T> {
  readonly #call: Call;

  /** @internal */
  constructor(call: Call) {
    this.#call = call;
  }

  /**
   * Runs the call, and those it depends on.
   * @throws TaskError when one of them throws
   * @throws AbortError when `signal` fires
   */
  compute(options?: RunOptions): Promise<T> {
    return computeOne(this, options, "delayed.compute()");
  }

  /**
   * Runs the call, and those it depends on, on this thread before it returns.
   * @throws NotSynchronousError when one of them returns a promise
   */
  computeSync(options?: Pick<RunOptions, "hooks" | "optimize">): T {
    return computeOneSync(this, options, "delayed.computeSync()");
  }

  /** @internal */
  lowerInto(context: LowerContext): Lowered<T> {
    const { name, token } = this.#call;
    const layer = `${name}-${token}`;
    context.memo(layer, () => context.later(() => context.add(createCallLayer(layer, this.#call, context))));
    return { targets: [{ layer, index: 0 }], gather: firstOfTargets } as Lowered<T>;
  }
}

function createCallLayer(layer: string, call: Call, context: LowerContext): Layer {
  const fn = functionOf(call.fn, context);
  const inputs: Reference[] = [];
  const shared = [fn];
  const args = call.args.map((arg) => describeArgument(arg, { context, inputs, shared }));
  return createSingleLayer(layer, {
    fn: callFunctionTask,
    args: [{ kind: "shared", shared: fn }, ...args],
    operation: call.name,
    inputs,
    shared,
  });
}

function createSingleLayer(
  name: string,
  {
    inputs,
    shared,
    ...step
  }: Pick<Step, "fn" | "args" | "operation"> & {
    readonly inputs: readonly Reference[];
    readonly shared: readonly Shared[];
  },
): Layer {
  const task = { steps: [{ ...step, key: keyOf(name, 0), partition: 0 }], inputs, parts: 1 };
  return {
    name,
    size: 1,
    operation: step.operation,
    parts: 1,
    shared,
    inputs: () => inputs,
    task: () => task,
  };
}

/** The value of a collection whose only target is its value. */
const firstOfTargets = moduleFunction(new URL("./delayed-tasks.js", import.meta.url).href, firstOf);
const callFunctionTask = moduleFunction(new URL("./delayed-tasks.js", import.meta.url).href, callFunction);

// One constant per function and run: a thousand calls of it ship it once.
function functionOf(fn: unknown, context: LowerContext): Shared {
  return context.memo(fn, () => new Shared(fn));
}

interface Surroundings {
  readonly context: LowerContext;
  readonly inputs: Reference[];
  readonly shared: Shared[];
}

function describeArgument(value: unknown, around: Surroundings): Argument {
  if (isCollection(value)) return readCollection(value, around);
  if (typeof value === "function") {
    const shared = functionOf(value, around.context);
    around.shared.push(shared);
    return { kind: "shared", shared };
  }
  if (!holdsLazyOrFunction(value)) return { kind: "value", value };
  if (Array.isArray(value))
    return { kind: "array", items: value.map((item) => describeArgument(item, around)) };
  const entries = Object.entries(value as object);
  return { kind: "object", entries: entries.map(([key, item]) => [key, describeArgument(item, around)]) };
}

function holdsLazyOrFunction(value: unknown): boolean {
  return collectionsIn(value).length > 0 || holdsFunction(value, new Set());
}

function holdsFunction(value: unknown, seen: Set<unknown>): boolean {
  if (typeof value === "function") return true;
  if (!(Array.isArray(value) || isPlainObject(value)) || seen.has(value)) return false;
  seen.add(value);
  return Object.values(value).some((item) => holdsFunction(item, seen));
}

/** The value of a collection, made in a task of its own where it is more than one result. */
function readCollection(collection: Collection, { context, inputs }: Surroundings): Argument {
  const { targets, gather } = collection.lowerInto(context);
  const only = targets.length === 1 && gather.call === firstOf ? targets[0] : undefined;
  return { kind: "input", slot: inputs.push(only ?? gatherTask(targets, gather, context)) - 1 };
}

function gatherTask(
  targets: readonly Reference[],
  gather: Lowered["gather"],
  context: LowerContext,
): Reference {
  const name = `gather-${tokenize(targets)}`;
  const items: Argument[] = targets.map((_, slot) => ({ kind: "input", slot }));
  context.add(
    createSingleLayer(name, {
      fn: gather,
      args: [{ kind: "array", items }],
      operation: "gather",
      inputs: targets,
      shared: [],
    }),
  );
  return { layer: name, index: 0 };
}
