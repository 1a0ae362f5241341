import { parseOptions } from "@holdall/core";
import { z } from "zod";
import type { BagNode } from "../plan/node.ts";
import { createGroups } from "./group-by.ts";
import { parseKey, type KeyArgument } from "./key-argument.ts";
import { parseOther, type OtherArgument } from "./other-bag.ts";
import { defaultPartitions, shuffleOptionsSchema, type ShuffleOptions } from "./shuffle.ts";

/** Options of `cogroup`, where each bag has a key of its own. */
export interface CogroupOptions<S, O> extends ShuffleOptions {
  /** The key of an element of the bag itself. */
  readonly onSelf: S;
  /** The key of an element of the other one. @default `onSelf` */
  readonly onOther: O;
}

/** Options of `cogroup`, where elements of both bags have their keys in the same way. */
export interface SameKeyCogroupOptions<S> extends ShuffleOptions {
  readonly onSelf: S;
  readonly onOther?: undefined;
}

/** The key that elements of type `T` have. */
export type KeyOf<T, A extends KeyArgument<T>> = A extends (element: T) => infer K
  ? Awaited<K>
  : A extends keyof T
    ? T[A]
    : never;

const where = "bag.cogroup()";
const operation = "cogroup";
const schema = shuffleOptionsSchema.extend({
  onSelf: z.unknown().optional(),
  onOther: z.unknown().optional(),
});

export function cogroup(input: BagNode, { other, nodeOf }: OtherArgument, options: unknown): BagNode {
  const others = parseOther(other, { nodeOf, operation });
  const {
    onSelf,
    onOther = onSelf,
    npartitions = defaultPartitions(input, others),
  } = parseOptions(schema, options, where);
  const keyed = [
    { input, key: parseKey(onSelf, where, "onSelf") },
    { input: others, key: parseKey(onOther, where, "onOther") },
  ];
  return createGroups(keyed, { operation, npartitions, as: "array" });
}
