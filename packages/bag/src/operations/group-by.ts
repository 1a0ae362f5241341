import { parseOptions } from "@holdall/core";
import type { BagNode } from "../plan/node.ts";
import { parseKey } from "./key-argument.ts";
import {
  createScatter,
  defaultPartitions,
  joinedToDealOut,
  shuffleOptionsSchema,
  type ShuffleOptions,
} from "./shuffle.ts";

const where = "bag.groupBy()";
const operation = "groupBy";

export function groupBy(input: BagNode, by: unknown, options: ShuffleOptions): BagNode {
  const key = parseKey(by, where);
  const { npartitions = defaultPartitions(input) } = parseOptions(shuffleOptionsSchema, options, where);
  const sink = { kind: "group", operation, key, parts: npartitions } as const;
  const scattering = { operation, sink, parts: npartitions };
  const scatter = createScatter(joinedToDealOut(input, scattering), scattering);
  return { kind: "shuffle", operation, npartitions, inputs: [scatter] };
}
