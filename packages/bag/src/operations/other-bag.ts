import { describeValue, InvalidArgumentError, isCollection, type Collection } from "@holdall/core";
import type { Bag } from "../bag.ts";
import type { BagNode } from "../plan/node.ts";
import type { NodeOf } from "./call-arguments.ts";
import { fromDelayed } from "./from-delayed.ts";
import { fromSequence } from "./from-sequence.ts";

/**
 * What an operation on two bags takes for the other one: a bag of any number of partitions, an Item or Delayed of an
 * iterable or async iterable, or an iterable. The last two are one partition; an iterable that is no array is read at
 * once.
 */
export type Other<U> = Bag<U> | Collection<Iterable<U> | AsyncIterable<U>> | Iterable<U>;

/** The other bag as it was given, and what finds out whether it is one. */
export interface OtherArgument {
  readonly other: unknown;
  readonly nodeOf: NodeOf;
}

/**
 * @param around.operation - of the bag that is given another
 * @throws InvalidArgumentError unless the value is {@link Other}
 */
export function parseOther(
  other: unknown,
  { nodeOf, operation }: { readonly nodeOf: NodeOf; readonly operation: string },
): BagNode {
  const node = nodeOf(other);
  if (node !== undefined) return node;
  if (isCollection(other)) return { ...fromDelayed([other]), operation };
  if (isIterable(other)) return fromSequence(other, { npartitions: 1 });
  throw new InvalidArgumentError(
    `bag.${operation}(): Expected \`other\` to be a Bag, an Item, a Delayed or an iterable, got ${describeValue(other)}.`,
  );
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof (value as Partial<Iterable<unknown>> | null | undefined)?.[Symbol.iterator] === "function";
}
