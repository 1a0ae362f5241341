import type { BagNode, ElementsNode } from "../plan/node.ts";
import { createConcat } from "./concat.ts";
import { createDistinct, parseDistinction } from "./distinction.ts";
import { parseOther, type OtherArgument } from "./other-bag.ts";

const operation = "union";

export function union(input: BagNode, { other, nodeOf }: OtherArgument, options: unknown): ElementsNode {
  const right = parseOther(other, { nodeOf, operation });
  return createDistinct(createConcat([input, right]), parseDistinction(operation, options));
}
