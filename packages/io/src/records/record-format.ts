import { InvalidArgumentError } from "@holdall/core/task";
import { RecordError } from "../errors.ts";
import type { RecordFailure, Settled } from "./settled.ts";

/** Where records are from. */
export interface RecordPlace {
  /** Of the file. */
  readonly path: string;
  readonly includePath: boolean;
}

/** How elements are made of the records of a part of a file. */
export interface RecordFormat<G> {
  readonly unit: RecordFailure["unit"];
  /** @throws an error that says what is wrong with the record */
  readonly parse: (given: G) => unknown;
  /** How many records the file has before the part: asked only once one is bad, as it may take reading the file. */
  readonly countBefore: () => number;
  /** The byte from which on they are counted. @default 0 */
  readonly countedFrom?: number | undefined;
  /** Whether elements are handed on as {@link Settled}, bad ones too. */
  readonly isSettled: boolean;
}

/**
 * Makes the element of a record.
 * @param number - of the record in the part, from 1
 */
export type ToElement<G> = (given: G, number: number) => unknown;

/** Makes the element of a good value. */
export function createWrap(
  { includePath, path }: RecordPlace,
  { isSettled }: Pick<RecordFormat<never>, "isSettled">,
): (value: unknown) => unknown {
  return (value) => {
    const own = includePath ? [value, path] : value;
    return isSettled ? { value: own } : own;
  };
}

export function createToElement<G>(place: RecordPlace, format: RecordFormat<G>): ToElement<G> {
  const { parse, isSettled } = format;
  const { path } = place;
  const wrap = createWrap(place, format);
  let before: number | undefined;
  const fail = (given: G, number: number, error: unknown): Settled => {
    if (error instanceof InvalidArgumentError) throw error;
    before ??= format.countBefore();
    const failure: RecordFailure = {
      path,
      from: format.countedFrom ?? 0,
      unit: format.unit,
      number: before + number,
      reason: error instanceof Error ? error.message : String(error),
      preview: previewOf(given),
      given,
    };
    if (!isSettled) throw new RecordError(failure);
    return { failure };
  };
  return (given, number) => {
    let value: unknown;
    try {
      value = parse(given);
    } catch (error) {
      return fail(given, number, error);
    }
    return wrap(value);
  };
}

const previewLength = 100;

/** A record as messages show it. */
export function previewOf(given: unknown): string {
  const text = typeof given === "string" ? given : JSON.stringify(given, shown);
  return text.length > previewLength ? `${text.slice(0, previewLength)}…` : text;
}

/** Bytes by their number: as JSON they take some ten times as much memory, which may be more than a string can have. */
function shown(_key: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  return typeof value === "bigint" ? `${value}n` : value;
}
