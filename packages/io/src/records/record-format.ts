import { InvalidArgumentError } from "@holdall/core";
import { RecordError } from "../errors.ts";
import type { TextBlock } from "../text/text-block.ts";
import type { RecordFailure, Settled } from "./settled.ts";

/** How elements are made of the records of a block. */
export interface RecordFormat<G> {
  readonly unit: RecordFailure["unit"];
  /** @throws an error that says what is wrong with the record */
  readonly parse: (given: G) => unknown;
  /** How many records the file has before the block: looked for only once one is bad, as it takes reading the file. */
  readonly countBefore: (block: TextBlock) => number;
  /** Whether elements are handed on as {@link Settled}, bad ones too. */
  readonly isSettled: boolean;
}

/**
 * Makes the element of a record.
 * @param number - of the record in the block, from 1
 */
export type ToElement<G> = (given: G, number: number) => unknown;

export function createToElement<G>(block: TextBlock, format: RecordFormat<G>): ToElement<G> {
  const { parse, isSettled } = format;
  const { includePath, path } = block;
  let before: number | undefined;
  const fail = (given: G, number: number, error: unknown): Settled => {
    if (error instanceof InvalidArgumentError) throw error;
    before ??= block.start === 0 ? 0 : format.countBefore(block);
    const failure: RecordFailure = {
      path,
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
    if (includePath) value = [value, path];
    return isSettled ? { value } : value;
  };
}

const previewLength = 100;

/** A record as messages show it. */
export function previewOf(given: unknown): string {
  const text = typeof given === "string" ? given : JSON.stringify(given);
  return text.length > previewLength ? `${text.slice(0, previewLength)}…` : text;
}
