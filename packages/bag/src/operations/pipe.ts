import type { StageSpec } from "../pipeline/stage.ts";
import type { BagNode, PipeNode, PlanArgument, ScatterNode } from "../plan/node.ts";

/** A node that does something with each element of a bag, or of the first part of partitions that are in parts. */
export function createPipe(
  input: BagNode | ScatterNode,
  stage: StageSpec,
  args: readonly PlanArgument[] = [],
): PipeNode {
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
