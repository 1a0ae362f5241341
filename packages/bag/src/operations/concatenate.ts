import type { BagNode, JoinNode } from "../plan/node.ts";

export function concatenate(input: BagNode): JoinNode {
  const { npartitions } = input;
  const operation = "concatenate";
  return {
    kind: "join",
    operation,
    input: {
      kind: "partials",
      operation,
      npartitions,
      input,
      sink: { kind: "join" },
      args: [],
      firstPartition: 0,
    },
  };
}
