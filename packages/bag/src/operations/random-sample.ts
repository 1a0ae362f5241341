import { describeValue, InvalidArgumentError } from "@holdall/core";
import type { BagNode, PipeNode } from "../plan/node.ts";
import { createPipe } from "./pipe.ts";
import { seedOf } from "./seed.ts";

const where = "bag.randomSample()";

export function randomSample(input: BagNode, probability: number, seed: number | undefined): PipeNode {
  if (typeof probability !== "number" || !(probability >= 0 && probability <= 1)) {
    throw new InvalidArgumentError(
      `${where}: Expected \`probability\` to be a number from 0 to 1, got ${describeValue(probability)}.`,
    );
  }
  const operation = "randomSample";
  return createPipe(
    input,
    {
      kind: "randomSample",
      operation,
      probability,
      seed: seedOf(seed, where),
      args: [{ kind: "broadcast", slot: 0 }],
    },
    [{ kind: "partition" }],
  );
}
