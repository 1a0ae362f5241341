import { knownPartitioning } from "../plan/known-partitioning.ts";
import type { BagNode, PipeNode, ScatterNode, StartsNode } from "../plan/node.ts";
import { createPipe } from "./pipe.ts";

const operation = "enumerate";
const stage = { kind: "enumerate", operation, args: [{ kind: "broadcast", slot: 0 }] } as const;

export function enumerate(input: BagNode): PipeNode {
  const partitioning = knownPartitioning(input);
  return partitioning.kind === "unknown"
    ? enumerateCounted(input)
    : createPipe(input, stage, [{ kind: "start", partitioning }]);
}

/** Partitions are counted as they are made, and kept until it is known how many elements come before them. */
function enumerateCounted(input: BagNode): PipeNode {
  const { npartitions } = input;
  const measured: ScatterNode = {
    kind: "scatter",
    operation,
    npartitions,
    input,
    sink: { kind: "measure" },
    args: [],
    parts: 2,
    firstPartition: 0,
  };
  const starts: StartsNode = { kind: "starts", operation, npartitions, input: measured };
  return createPipe(measured, stage, [{ kind: "countedStart", node: starts }]);
}
