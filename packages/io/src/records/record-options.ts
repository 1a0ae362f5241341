import type { ElementContext, OnError } from "@holdall/bag";
import { z } from "zod";
import type { TextFileOptions } from "../text/text-options.ts";
import type { ElementSchema } from "./element-schema.ts";

/**
 * Options of all that reads records, of whatever files.
 *
 * @typeParam T - what an element is once it is validated
 * @typeParam G - what a function for errors is given
 * @typeParam R - what it returns
 * @typeParam P - whether elements are pairs, with the path of their file
 */
export interface ElementsOptions<T, G, R, P extends boolean> {
  /**
   * A function that makes a schema of the elements: of zod, valibot, arktype, or another that has the interface
   * [Standard Schema](https://standardschema.dev). It is called in the workers, for each partition; elements are what the
   * schema makes of them. A schema that validates asynchronously is an error.
   */
  readonly schema?: (() => ElementSchema<T>) | undefined;
  /**
   * What is done about a record that is bad: with `"throw"` the run fails with a {@link RecordError}, with `"skip"` it is
   * left out and counted, as `map` does it; a function gets the error and the record, and makes what takes the place of
   * the element.
   * @default "throw"
   */
  readonly onError?: OnError<G, R, ElementContext> | undefined;
  /** Whether elements are pairs, with the path of their file. @default false */
  readonly includePath?: P | undefined;
}

/**
 * Options of all that reads records of text.
 *
 * @typeParam T - what an element is once it is validated
 * @typeParam G - what a function for errors is given
 * @typeParam R - what it returns
 * @typeParam P - whether elements are pairs, with the path of their file
 */
export interface RecordOptions<T, G, R, P extends boolean>
  extends Omit<TextFileOptions, "includePath">, ElementsOptions<T, G, R, P> {}

/**
 * What an option is, where options are of type `O`: `undefined` too where they may be without it. A reader whose elements
 * depend on it has those of each.
 */
export type OptionOf<O, K extends PropertyKey> = K extends keyof O ? O[K] : undefined;

/** Elements, with the path of their file where that is asked for. */
export type WithPath<T, P extends boolean> = P extends true ? [element: T, path: string] : T;

type Handler = OnError<unknown, unknown, ElementContext>;

/** The schemas of {@link ElementsOptions}. */
export const recordShape: {
  readonly schema: z.ZodType<(() => ElementSchema<unknown>) | undefined>;
  readonly onError: z.ZodType<Handler | undefined>;
  readonly includePath: z.ZodType<boolean | undefined>;
} = {
  // Told more about by `assertSchemaMaker`.
  schema: z.custom<() => ElementSchema<unknown>>().optional(),
  onError: z
    .custom<Handler>((value) => value === "throw" || value === "skip" || typeof value === "function")
    .describe('"throw", "skip" or a function')
    .optional(),
  includePath: z.boolean().describe("true or false").optional(),
};
