import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { parseOptions, wholeNumber } from "../parse.ts";
import type { LayerCheckpoint } from "./checkpoints.ts";

/**
 * How often what a task has done is stored before it has ended, so that a long partition can be gone on with: as soon as
 * one of both is reached. At least one of both is there.
 */
export interface CheckpointInterval {
  /** After so many of the elements that it goes through. */
  readonly elements?: number | undefined;
  /** After about so many seconds, once the element under way is done. */
  readonly seconds?: number | undefined;
}

/** Where and how results are stored. */
export interface CheckpointOptions {
  /** A path or `file:` URL. It is made when it is not there. */
  readonly directory: string | URL;
  /** How often partitions are stored that are not finished. @default they are not */
  readonly every?: CheckpointInterval | undefined;
}

const directoryText = "the path or file: URL of a directory";

/** What can be given as a directory. */
const directorySchema: z.ZodType<string | URL> = z
  .custom<string | URL>((value) => {
    if (value instanceof URL) return value.protocol === "file:";
    return typeof value === "string" && value !== "" && !value.includes("\0");
  })
  .describe(directoryText);

const intervalSchema: z.ZodType<CheckpointInterval> = z
  .strictObject({
    elements: wholeNumber(1).optional(),
    seconds: z.number().positive().describe("a number above 0").optional(),
  })
  .refine(({ elements, seconds }) => elements !== undefined || seconds !== undefined)
  .describe("{ elements } with a whole number from 1 up, { seconds } with a number above 0, or both");

const optionsSchema = z.strictObject({ directory: directorySchema, every: intervalSchema.optional() });

/** What can be given as the option `checkpoint` of a run. */
export const checkpointSchema: z.ZodType<string | URL | CheckpointOptions> = z
  .union([directorySchema, optionsSchema])
  .describe(
    `${directoryText}, or { directory, every } with such a directory and every: { elements, seconds }`,
  );

/** The absolute path of a directory. */
function directoryPath(directory: string | URL): string {
  return path.resolve(directory instanceof URL ? fileURLToPath(directory) : directory);
}

/**
 * Where and how results are stored, as runs need it.
 * @throws InvalidArgumentError for unknown or invalid options
 */
export function resolveCheckpoint(options: CheckpointOptions, where: string): LayerCheckpoint {
  return toLayerCheckpoint(parseOptions(optionsSchema, options, where));
}

/** The same, of what has been checked. */
export function toLayerCheckpoint(given: string | URL | CheckpointOptions): LayerCheckpoint {
  const isPlace = typeof given === "string" || given instanceof URL;
  const { directory, every }: CheckpointOptions = isPlace ? { directory: given } : given;
  return { directory: directoryPath(directory), every: every && toInterval(every) };
}

function toInterval({ elements, seconds }: CheckpointInterval): LayerCheckpoint["every"] {
  return { elements, ms: seconds === undefined ? undefined : seconds * 1000 };
}
