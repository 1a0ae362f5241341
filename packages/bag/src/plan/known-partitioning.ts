import { stageKindOf, type StageSpec } from "../pipeline/stage.ts";
import { flatInputs } from "./flat-inputs.ts";
import { inDependencyOrder, inputsOf, type PlanNode } from "./node.ts";
import { appendPartitionings, type Partitioning } from "./partitioning.ts";

/** What is known of a bag before it is computed: how many elements each partition has, or the node that hides it. */
export type KnownPartitioning = Partitioning | { readonly kind: "unknown"; readonly since: PlanNode };

/** Finds out how many elements each partition of a bag has, as far as that can be known without computing it. */
export function knownPartitioning(plan: PlanNode): KnownPartitioning {
  const known = new Map<PlanNode, KnownPartitioning>();
  for (const node of withoutNestedConcats(plan)) known.set(node, partitioningOf(node, known));
  return known.get(plan)!;
}

// Where bags are appended one after the other, only all of them together are of interest: what they know would be nested
// as deep as there are bags.
function withoutNestedConcats(plan: PlanNode): PlanNode[] {
  const nodes = inDependencyOrder(plan);
  const read = new Set<PlanNode>([plan]);
  for (const node of nodes) {
    if (node.kind !== "concat") for (const input of inputsOf(node)) read.add(input);
  }
  return nodes.filter((node) => node.kind !== "concat" || read.has(node));
}

type Known = ReadonlyMap<PlanNode, KnownPartitioning>;

function partitioningOf(node: PlanNode, known: Known): KnownPartitioning {
  const unknown = { kind: "unknown", since: node } as const;
  switch (node.kind) {
    case "sequence":
    case "range":
    case "recut":
      return node.partitioning;
    case "persisted":
      return appendPartitionings(
        node.items.map(({ length }) => ({ kind: "sized", length, size: Math.max(1, length) })),
      );
    case "pipe":
      return keepsLength(node.stage) ? known.get(node.input)! : unknown;
    case "checkpoint":
      return known.get(node.input)!;
    case "accumulate":
      return node.sink.initial === undefined ? known.get(node.input)! : unknown;
    case "scatter":
      return node.sink.kind === "match" ? unknown : known.get(node.input)!;
    case "coalesce":
      return whenKnown([node.input], known, ([of]) => ({
        kind: "coalesced",
        length: of.length,
        of,
        count: node.npartitions,
      }));
    case "split":
      return whenKnown([node.input], known, ([of]) => ({
        kind: "split",
        length: of.length,
        of,
        count: node.npartitions,
      }));
    case "concat":
      return whenKnown(flatInputs(node), known, appendPartitionings);
    case "product":
      return whenKnown(node.inputs, known, ([left, right]) => ({
        kind: "crossed",
        length: left.length * right.length,
        left,
        right,
      }));
    case "delayeds":
    case "mapPartitions":
    case "shuffle":
    case "merge":
    case "unmatched":
    case "divide":
    case "take":
    case "partials":
    case "starts":
    case "reduce":
    case "search":
    case "join":
    case "apply":
    case "elements":
    case "value":
    case "collection":
      return unknown;
    default:
      return node satisfies never;
  }
}

function keepsLength(stage: StageSpec): boolean {
  return stageKindOf(stage).isOneToOne?.(stage) === true;
}

type All<N extends readonly PlanNode[]> = { readonly [I in keyof N]: Partitioning };

function whenKnown<const N extends readonly PlanNode[]>(
  nodes: N,
  known: Known,
  make: (partitionings: All<N>) => Partitioning,
): KnownPartitioning {
  const all = nodes.map((node) => known.get(node)!);
  return all.find((one) => one.kind === "unknown") ?? make(all as unknown as All<N>);
}
