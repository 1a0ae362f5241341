import type { SinkSpec } from "../pipeline/sink.ts";
import type { TallySpec } from "../pipeline/sink/tally.ts";
import type { TalliesSpec } from "../pipeline/source/tallies.ts";
import type { StageSpec } from "../pipeline/stage.ts";
import type { FlatMapSpec } from "../pipeline/stage/flat-map.ts";
import { hasLimits } from "../pipeline/guarded-call.ts";
import type { PlanNode } from "./node.ts";
import { separatorOf } from "./separator-of.ts";

/** A pipeline without stages, as the reader has done what they do. */
export interface Tally {
  readonly source: TalliesSpec;
  readonly sink: TallySpec;
}

/**
 * What stands for a pipeline where a reader says how often each element is there, and nothing else is needed of them: of the
 * elements themselves, or of what a plain split makes of them. No function of the user is left out that could throw.
 *
 * @param node - makes what the pipeline begins with
 */
export function tallyOf(node: PlanNode, stages: readonly StageSpec[], sink: SinkSpec): Tally | undefined {
  if (node.kind !== "mapPartitions" || node.frequencies === undefined) return undefined;
  const result = resultOf(sink);
  const [flatten, split, ...others] = stages;
  if (result === undefined || flatten?.kind !== "flatten" || others.length > 0) return undefined;
  const separator = split?.kind === "flatMap" && hasOnlyFunction(split) ? separatorOf(split.fn) : undefined;
  if (split !== undefined && separator === undefined) return undefined;
  return {
    source: { kind: "tallies", operation: node.operation, ...node.frequencies, separator },
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
