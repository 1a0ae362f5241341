import type { StageSpec } from "../pipeline/stage.ts";
import type { BagNode, PipeNode, PlanArgument } from "../plan/node.ts";

/** A node that does something with each element of a bag. */
export function createPipe(input: BagNode, stage: StageSpec, args: readonly PlanArgument[] = []): PipeNode {
  return {
    kind: "pipe",
    operation: stage.operation,
    npartitions: input.npartitions,
    input,
    stage,
    args,
    firstPartition: 0,
  };
}
