import type { SinkSpec } from "../pipeline/sink.ts";
import type { SumSpec } from "../pipeline/sink/sum.ts";
import type { TallySpec } from "../pipeline/sink/tally.ts";
import type { LengthsSpec } from "../pipeline/source/lengths.ts";
import type { TalliesSpec } from "../pipeline/source/tallies.ts";
import type { StageSpec } from "../pipeline/stage.ts";
import type { FlatMapSpec } from "../pipeline/stage/flat-map.ts";
import { hasLimits } from "../pipeline/guarded-call.ts";
import type { PlanNode } from "./node.ts";
import { separatorOf } from "./separator-of.ts";

/** A pipeline without stages, as the reader has done what they do. */
type ToldPipeline =
  | { readonly source: LengthsSpec; readonly sink: SumSpec }
  | { readonly source: TalliesSpec; readonly sink: TallySpec };

/**
 * What stands for a pipeline where a reader says all that is needed of its elements: how many they are; or how often each is
 * there, also of what a plain split makes of them. No function of the user is left out that could throw.
 *
 * @param node - makes what the pipeline begins with
 * @param stages - those that have something to do
 */
export function toldOf(
  node: PlanNode,
  stages: readonly StageSpec[],
  sink: SinkSpec,
): ToldPipeline | undefined {
  const [flatten, split, ...others] = stages;
  if (node.kind !== "mapPartitions" || flatten?.kind !== "flatten" || others.length > 0) return undefined;
  const { operation, count, frequencies } = node;
  if (count !== undefined && split === undefined && sink.kind === "count")
    return { source: { kind: "lengths", operation, ...count }, sink: { kind: "sum" } };
  const result = resultOf(sink);
  const separator = split?.kind === "flatMap" && hasOnlyFunction(split) ? separatorOf(split.fn) : undefined;
  if (frequencies === undefined || result === undefined || (split !== undefined && separator === undefined))
    return undefined;
  return {
    source: { kind: "tallies", operation, ...frequencies, separator },
    sink: { kind: "tally", ...result },
  };
}

function resultOf(sink: SinkSpec): Pick<TallySpec, "operation" | "result"> | undefined {
  switch (sink.kind) {
    case "frequencies":
      return sink.key.kind === "element" ? { operation: sink.operation, result: sink.kind } : undefined;
    case "distinct":
      return sink.key.kind === "element" && sink.keeps === "key" && sink.which === "all"
        ? { operation: sink.operation, result: sink.kind }
        : undefined;
    default:
      return undefined;
  }
}

function hasOnlyFunction(spec: FlatMapSpec): boolean {
  const { args = [], concurrency, onError } = spec;
  return args.length === 0 && concurrency === undefined && onError === undefined && !hasLimits(spec);
}
