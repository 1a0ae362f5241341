import { z } from "zod";
import type { Collection, LowerContext, Lowered } from "./collection.ts";
import { computeOne, computeOneSync } from "./compute.ts";
import type { RunOptions } from "./config.ts";
import { createCallLayer, firstOfTargets, type Call } from "./lower-call.ts";
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
  ...args: { [K in keyof A]: DeepLazy<A[K]> }
) => Delayed<Awaited<R>>;

/** A value that may be lazy, or in which parts, in arrays and plain objects, may be. */
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
