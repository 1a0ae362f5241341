import {
  duration,
  InvalidArgumentError,
  isPlainObject,
  parseOptions,
  retryShape,
  wholeNumber,
} from "@holdall/core";
import { z } from "zod";
import type { ElementContext, PartitionContext } from "../pipeline/element-context.ts";
import type { UserFunction } from "../pipeline/user-call.ts";

/**
 * What is done about an error: with `"throw"` the run fails with it, with `"skip"` what the function was given is left out,
 * and counted: `computeWithMetadata` says how often, and the hook `finish` of every run; a function makes what takes the place of the function's result.
 *
 * The function gets the error as it was thrown, what the function was given, and the context. It may be asynchronous, and it
 * may throw: then the run fails with that. A run that is stopped, by its `signal` or because it fails elsewhere, is no
 * error of this kind.
 *
 * @typeParam G - what the function was given
 * @typeParam S - what the function returns instead
 * @typeParam X - the context
 */
export type OnError<G, S, X> = "throw" | "skip" | ((error: unknown, given: G, context: X) => S);

/** How long a call of a function may take, and how often it is made. */
export interface CallLimitOptions {
  /**
   * Milliseconds that a call of the function may take, from when it is made; then it fails with a `TimeoutError`.
   *
   * A function that waits is told so by the `signal` of its context, and has another second to end by itself; what it
   * promised is of no interest after that. A function that computes is only found to have taken too long when it returns.
   * Where that may be never, let the run have a `timeout` too, which ends the worker.
   * @default no limit
   */
  readonly timeout?: number | undefined;
  /**
   * How often the function is called again for the same element or partition before it counts as failed: `onError` is for
   * what the last call came to.
   * @default 0
   */
  readonly retries?: number | undefined;
  /** Whether to call again after this error. It is called where the function is. @default after any */
  readonly retryOn?: ((error: unknown) => boolean) | undefined;
  /**
   * About how many milliseconds pass before the function is called again for the first time; twice as many before the
   * second time, and so on, up to half a minute. With 0 nothing is waited for, as `computeSync` needs it.
   * @default 100
   */
  readonly retryDelay?: number | undefined;
}

/**
 * How an operation calls its function: given last, after the arguments of the function.
 *
 * The last argument of a call is taken for options if, and only if, it is a plain object with at least one of these
 * names among its keys; how many parameters the function has does not matter. All its keys must be names of options
 * then. An object that looks like options and is meant as an argument is told apart by options after it:
 * `bag.map(fn, { concurrency: 3 }, { concurrency: 1 })` hands `{ concurrency: 3 }` to `fn`.
 *
 * @typeParam T - the elements
 * @typeParam S - what a function for errors returns
 * @typeParam C - whether there is a context
 */
export interface ElementOptions<
  T = unknown,
  S = unknown,
  C extends boolean = boolean,
> extends CallLimitOptions {
  /**
   * How many elements of a partition the function, where it is asynchronous, may have under way at once. Results keep
   * their order, and at most so many elements are read ahead: what has ended waits for the ones before it.
   * @default 1
   */
  readonly concurrency?: number | undefined;
  /**
   * What is done about an element that the function fails on: because it throws, or what it promises is rejected, or what
   * it yields cannot be read to its end. It fails on an element as well whose call is the end of the worker it is made on,
   * twice: the error is a `TaskCrashedError` then.
   * @default "throw"
   */
  readonly onError?: OnError<T, S, ElementContext> | undefined;
  /**
   * Whether the function gets an {@link ElementContext}, as its last argument.
   * @default false
   */
  readonly context?: C | undefined;
}

/**
 * How `mapPartitions` calls its function: given last, after the arguments of the function, and told from them as
 * {@link ElementOptions} are.
 *
 * @typeParam T - the elements
 * @typeParam S - what a function for errors returns
 * @typeParam C - whether there is a context
 */
export interface PartitionOptions<
  T = unknown,
  S = unknown,
  C extends boolean = boolean,
> extends CallLimitOptions {
  /**
   * What is done about a partition that the function fails on. To skip it leaves it empty; a function for errors gets the
   * array of its elements.
   * @default "throw"
   */
  readonly onError?: OnError<T[], S, PartitionContext> | undefined;
  /**
   * Whether the function gets a {@link PartitionContext}, as its last argument.
   * @default false
   */
  readonly context?: C | undefined;
}

/**
 * How `mapSettled` calls its function: given last, after the arguments of the function, and told from them as
 * {@link ElementOptions} are.
 *
 * @typeParam C - whether there is a context
 */
export type SettledOptions<C extends boolean = boolean> = Omit<ElementOptions<never, never, C>, "onError">;

/** The context as the last argument of a function, where the option `context` is `C`; where that may be either, it may be left out. */
export type ContextArgument<C extends boolean, X = ElementContext> = boolean extends C
  ? [context?: X]
  : C extends true
    ? [context: X]
    : [];

/** Arguments none of which is taken for options. A table of any names is one, as it need not have those of options. */
export type NoOptions<A extends readonly unknown[]> = A extends readonly [...unknown[], infer Last]
  ? string extends keyof Last
    ? unknown
    : [keyof Last & keyof ElementOptions] extends [never]
      ? unknown
      : never
  : unknown;

const limits = { timeout: duration().optional(), ...retryShape };

const shape = {
  ...limits,
  concurrency: wholeNumber(1).optional(),
  onError: z
    .custom<"throw" | "skip" | UserFunction>(
      (value) => value === "throw" || value === "skip" || typeof value === "function",
    )
    .describe('"throw", "skip" or a function')
    .optional(),
  context: z.boolean().describe("true or false").optional(),
};

/** Options of functions that are called for each element. */
export const elementOptions: OptionsSchema = z.strictObject(shape);

/** Options of functions that are called for each element, whose errors become elements. */
export const settledOptions: OptionsSchema = z.strictObject({
  ...limits,
  concurrency: shape.concurrency,
  context: shape.context,
});

/** Options of functions that are called for each partition. */
export const partitionOptions: OptionsSchema = z.strictObject({
  ...limits,
  onError: shape.onError,
  context: shape.context,
});

/** Reads options, of which not all may be there. */
type OptionsSchema = z.ZodType<{
  [K in keyof ResolvedCallOptions]?: ResolvedCallOptions[K] | undefined;
}>;

/** How a function is called, with all that was not said. */
export interface ResolvedCallOptions {
  readonly concurrency: number;
  readonly onError: "throw" | "skip" | UserFunction;
  readonly context: boolean;
  readonly timeout: number | undefined;
  readonly retries: number;
  readonly retryOn: ((error: unknown) => boolean) | undefined;
  readonly retryDelay: number;
}

/** The arguments of a call, and the options that were behind them. */
export interface SplitCall {
  readonly args: readonly unknown[];
  readonly options: ResolvedCallOptions;
}

/** @throws InvalidArgumentError for options that are unknown or invalid */
export function splitOptions(given: readonly unknown[], schema: OptionsSchema, where: string): SplitCall {
  const last = given.at(-1);
  if (!looksLikeOptions(last)) return { args: given, options: resolveOptions({}, schema, where) };
  try {
    return { args: given.slice(0, -1), options: resolveOptions(last, schema, where) };
  } catch (error) {
    const hint = "To hand such an object to the function, pass options after it, as in { context: false }.";
    throw new InvalidArgumentError(`${(error as Error).message} ${hint}`);
  }
}

/** @throws InvalidArgumentError for options that are unknown or invalid */
export function parseElementOptions(options: unknown, where: string): ResolvedCallOptions {
  return resolveOptions(options, elementOptions, where);
}

function resolveOptions(options: unknown, schema: OptionsSchema, where: string): ResolvedCallOptions {
  const given = parseOptions(schema, options, where);
  const { concurrency = 1, onError = "throw", context = false } = given;
  const { timeout, retries = 0, retryOn, retryDelay = 100 } = given;
  return { concurrency, onError, context, timeout, retries, retryOn, retryDelay };
}

function looksLikeOptions(value: unknown): boolean {
  return isPlainObject(value) && Object.keys(shape).some((name) => Object.hasOwn(value, name));
}
