import type { SinkSpec } from "../pipeline/sink.ts";
import type { BagNode, SearchNode } from "../plan/node.ts";

/** What is looked for, and in what partitions come to. */
type Search = Pick<SearchNode, "operation" | "answer" | "otherwise"> & { readonly sink: SinkSpec };

export function createSearch(input: BagNode, { sink, ...search }: Search): SearchNode {
  const { operation } = search;
  const { npartitions } = input;
  return {
    kind: "search",
    ...search,
    input: { kind: "partials", operation, npartitions, input, sink, args: [], firstPartition: 0 },
  };
}
