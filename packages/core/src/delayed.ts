import { z } from "zod";
import { captureCallSite } from "./call-site.ts";
import type { Collection, LowerContext, Lowered } from "./collection.ts";
import {
  computeAsked,
  computeOne,
  computeOneSync,
  computeOneWithMetadata,
  type SyncOptions,
  type WithMetadata,
} from "./compute.ts";
import type { PartialOutcome, PartialRunOptions } from "./compute-in-part.ts";
import type { RunOptions } from "./config.ts";
import { lowerDelayed, type DelayedPlan } from "./delayed-plan.ts";
import { showInOneLine } from "./inspect.ts";
import type { PlainObject } from "./is-plain-object.ts";
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
  | (T extends readonly unknown[] | PlainObject<T> ? { [K in keyof T]: DeepLazy<T[K]> } : never);

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
    const callSite = captureCallSite();
    return new Delayed<Awaited<R>>({ kind: "call", fn, args, name, token, callSite });
  };
}

/**
 * Makes a Delayed of another collection, for collections that hand out their value, or parts of it.
 * @param name - what it is known by where it is shown
 */
export function createDelayed<T>(collection: Collection<T>, name: string): Delayed<T> {
  return new Delayed({ kind: "collection", name, collection });
}

/** A call that has been put off: made by {@link delayed}, run by `compute`. */
export class Delayed<T> implements Collection<T> {
  readonly #plan: DelayedPlan;

  /** @internal */
  constructor(plan: DelayedPlan) {
    this.#plan = plan;
  }

  static {
    showInOneLine<Delayed<unknown>>(this.prototype, "Delayed", (delayed) => delayed.#plan.name);
  }

  /**
   * Runs the call, and those it depends on.
   * @throws TaskError when one of them throws
   * @throws AbortError when `signal` fires
   */
  compute(options: PartialRunOptions): Promise<PartialOutcome<T | undefined>>;
  compute(options?: RunOptions): Promise<T>;
  compute(options?: RunOptions | PartialRunOptions): Promise<T | PartialOutcome<T | undefined>> {
    return computeAsked(this, options, "delayed.compute()");
  }

  /**
   * Runs the call, and those it depends on, and says what can be said of the run, as `computeWithMetadata` does of
   * several.
   * @throws TaskError when one of them throws
   * @throws AbortError when `signal` fires
   */
  computeWithMetadata(options?: RunOptions): Promise<WithMetadata<T>> {
    return computeOneWithMetadata(this, options, "delayed.computeWithMetadata()");
  }

  /**
   * Runs the call, and those it depends on, on this thread before it returns.
   * @throws NotSynchronousError when one of them returns a promise
   */
  computeSync(options?: SyncOptions): T {
    return computeOneSync(this, options, "delayed.computeSync()");
  }

  /**
   * Runs the call, and those it depends on, and keeps the value: what reads the Delayed that comes of it starts from
   * there, and nothing of this runs again. The value is held in this thread, for as long as the new Delayed is.
   *
   * @returns a Delayed of the value
   * @throws TaskError when one of the calls throws
   * @throws AbortError when `signal` fires
   *
   * @example
   * ```ts
   * import { delayed } from "@holdall/core";
   *
   * let calls = 0;
   * const load = delayed(() => ++calls);
   * const loaded = await load().persist({ scheduler: "sync" });
   * const double = delayed((x: number) => 2 * x)(loaded);
   * console.log(await double.compute({ scheduler: "sync" }), calls); // 2 1
   * ```
   */
  async persist(options?: RunOptions): Promise<Delayed<T>> {
    const value = await computeOne(this, options, "delayed.persist()");
    return new Delayed({ kind: "value", name: this.#plan.name, token: String(++calls), value });
  }

  /** @internal */
  lowerInto(context: LowerContext): Lowered<T> {
    return lowerDelayed(this.#plan, context) as Lowered<T>;
  }
}
