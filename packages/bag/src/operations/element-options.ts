import { InvalidArgumentError, isPlainObject, parseOptions, wholeNumber } from "@holdall/core";
import { z } from "zod";
import type { ElementCallSpec } from "../pipeline/element-calls.ts";

/**
 * How an operation calls its function: given last, after the arguments of the function.
 *
 * The last argument of a call is taken for options if, and only if, it is a plain object with at least one of these
 * names among its keys; how many parameters the function has does not matter. All its keys must be names of options
 * then. An object that looks like options and is meant as an argument is told apart by options after it:
 * `bag.map(fn, { concurrency: 3 }, { concurrency: 1 })` hands `{ concurrency: 3 }` to `fn`.
 */
export interface ElementOptions {
  /**
   * How many elements of a partition the function, where it is asynchronous, may have under way at once. Results keep
   * their order, and at most so many elements are read ahead: what has ended waits for the ones before it.
   * @default 1
   */
  readonly concurrency?: number | undefined;
}

/** What makes an object options rather than an argument. */
export type OptionNames = { readonly concurrency: unknown };

/** Arguments none of which is taken for options. */
export type NoOptions<A extends readonly unknown[]> = A extends readonly [...unknown[], infer Last]
  ? Last extends OptionNames
    ? never
    : unknown
  : unknown;

const shape = { concurrency: wholeNumber(1).optional() };
const schema = z.strictObject(shape);

/** Options as they stand in specs: those that are as usual are left out. */
export type ResolvedElementOptions = Pick<ElementCallSpec, "concurrency">;

/** The arguments of a call, and the options that were behind them. */
export interface SplitCall {
  readonly args: readonly unknown[];
  readonly options: ResolvedElementOptions;
}

/** @throws InvalidArgumentError for options that are unknown or invalid */
export function splitOptions(given: readonly unknown[], where: string): SplitCall {
  const last = given.at(-1);
  if (!looksLikeOptions(last)) return { args: given, options: {} };
  try {
    return { args: given.slice(0, -1), options: parseElementOptions(last, where) };
  } catch (error) {
    const hint = "To hand such an object to the function, pass options after it, as in { concurrency: 1 }.";
    throw new InvalidArgumentError(`${(error as Error).message} ${hint}`);
  }
}

/** @throws InvalidArgumentError for options that are unknown or invalid */
export function parseElementOptions(options: unknown, where: string): ResolvedElementOptions {
  const { concurrency = 1 } = parseOptions(schema, options, where);
  return concurrency === 1 ? {} : { concurrency };
}

function looksLikeOptions(value: unknown): boolean {
  return isPlainObject(value) && Object.keys(shape).some((name) => Object.hasOwn(value, name));
}
