import { parseOptions } from "@holdall/core";
import { z } from "zod";
import type { KeySpec } from "../pipeline/element-key.ts";
import type { WithLookUp } from "../pipeline/look-up.ts";
import type { BagNode, ConcatNode, PlanArgument, ReduceNode, ScatterNode } from "../plan/node.ts";
import { parseKey, type KeyArgument } from "./key-argument.ts";
import { parseOther, type OtherArgument } from "./other-bag.ts";
import { createPipe } from "./pipe.ts";
import { createReduction } from "./reduce.ts";

/** The pairs of each kind of join. */
export interface JoinedPairs<T, U> {
  readonly inner: [other: U, self: T];
  readonly left: [other: U | undefined, self: T];
  readonly right: [other: U, self: T | undefined];
  readonly outer: [other: U, self: T] | [other: undefined, self: T] | [other: U, self: undefined];
}

/**
 * Which elements a join keeps that have no match: none, those of the bag itself, which is the left one, those of the
 * other, or those of both.
 */
export type JoinKind = keyof JoinedPairs<unknown, unknown>;

/** Options of `join`, where each bag has a key of its own. */
export interface JoinOptions<T, U, H extends JoinKind = JoinKind> {
  /** The key of an element of the bag itself. */
  readonly onSelf: KeyArgument<T>;
  /** The key of an element of the other one. @default `onSelf` */
  readonly onOther: KeyArgument<U>;
  /** Which elements without a match are kept. @default "inner" */
  readonly how?: H | undefined;
}

/** Options of `join`, where elements of both bags have their keys in the same way. */
export interface SameKeyJoinOptions<T, U, H extends JoinKind = JoinKind> extends Pick<
  JoinOptions<T, U, H>,
  "how"
> {
  readonly onSelf: KeyArgument<T | U>;
  readonly onOther?: undefined;
}

const where = "bag.join()";
const operation = "join";
const schema = z.strictObject({
  onSelf: z.unknown().optional(),
  onOther: z.unknown().optional(),
  how: z.enum(["inner", "left", "right", "outer"]).describe('"inner", "left", "right" or "outer"').optional(),
});

/** The elements of the other bag are brought together once, and looked through for each element of this one. */
export function join(input: BagNode, { other, nodeOf }: OtherArgument, options: unknown): BagNode {
  const others = parseOther(other, { nodeOf, operation });
  const { onSelf, onOther = onSelf, how = "inner" } = parseOptions(schema, options, where);
  const key = parseKey(onSelf, where, "onSelf");
  const keyed = createKeyed(others, parseKey(onOther, where, "onOther"));
  const lookUp: LookUp = {
    spec: {
      operation,
      key,
      keepsAll: how === "left" || how === "outer",
      args: [{ kind: "broadcast", slot: 0 }],
    },
    args: [{ kind: "item", node: keyed }],
  };
  return how === "inner" || how === "left"
    ? createPipe(input, { kind: "lookUp", ...lookUp.spec }, lookUp.args)
    : createFullJoin(input, keyed, lookUp);
}

interface LookUp {
  readonly spec: WithLookUp;
  readonly args: readonly PlanArgument[];
}

/** Keeps what no partition has matched, as a last one: it is only known when all have been joined. */
function createFullJoin(input: BagNode, keyed: ReduceNode, { spec, args }: LookUp): ConcatNode {
  const { npartitions } = input;
  const matched: ScatterNode = {
    kind: "scatter",
    operation,
    npartitions,
    input,
    sink: { kind: "match", ...spec },
    args,
    parts: 2,
    firstPartition: 0,
  };
  const inputs = [
    matched,
    { kind: "unmatched", operation, npartitions: 1, inputs: [matched, keyed] },
  ] as const;
  return { kind: "concat", operation, npartitions: npartitions + 1, inputs };
}

/** All elements of a bag and their keys. */
function createKeyed(input: BagNode, key: KeySpec): ReduceNode {
  return createReduction(input, {
    operation,
    sink: { kind: "keyed", operation, key },
    combine: { kind: "mergeKeyed" },
    whenEmpty: {
      kind: "refuse",
      message: "No partition was keyed. This is a bug in holdall: please report it.",
    },
    // They are not made fewer by being put together: the fewer steps, the better.
    splitEvery: false,
  });
}
