import { countOf, LowerContext, parseOptions, resolvePasses, type Layer, type Passes } from "@holdall/core";
import { z } from "zod";
import { formatLoop, nameOfStep, writeLoop } from "../pipeline/code/loop-code.ts";
import { isTakenAtOnce, type PipelineSpec } from "../pipeline/run-pipeline.ts";
import { sourceKindOf, type SourceSpec } from "../pipeline/source.ts";
import type { UserFunction } from "../pipeline/user-call.ts";
import { lowerBag, lowerItem } from "./lower.ts";
import { inDependencyOrder, inputsOf, type BagNode, type ItemNode, type PlanNode } from "./node.ts";
import { pipelineTask } from "./reproduce-call.ts";
import { optimise } from "./optimise.ts";

/** What `explain` says. */
export interface ExplainOptions {
  /** Whether the generated loops are shown too. @default false */
  readonly code?: boolean | undefined;
  /** Whether plans are optimised, or which passes are made, as `compute` takes it. @default as configured */
  readonly optimize?: boolean | Partial<Passes> | undefined;
}

const schema = z.strictObject({
  code: z.boolean().describe("true or false").optional(),
  optimize: z.custom<ExplainOptions["optimize"]>().optional(),
});

/** Describes a plan as it was made, as it is optimised, and the tasks that come of it. Runs nothing. */
export function explain(plan: BagNode | ItemNode, options: unknown, where: string): string {
  const { code = false, optimize } = parseOptions(schema, options, where);
  const passes = resolvePasses(optimize, where);
  const optimised = optimise(plan, passes);
  return [
    "Plan",
    ...listNodes(plan),
    "",
    "Optimised plan",
    ...(optimised === plan ? ["  the same"] : listNodes(optimised)),
    "",
    "Tasks",
    ...layersOf(plan, passes).flatMap((layer) => describeLayer(layer, code)),
  ].join("\n");
}

/** A line for each node, those that are read before those that read them by number. */
function listNodes(root: PlanNode): string[] {
  const nodes = inDependencyOrder(root);
  const numbers = new Map(nodes.map((node, i) => [node, i + 1]));
  return nodes.map((node) => {
    const inputs = inputsOf(node).map((input) => numbers.get(input));
    const of = inputs.length === 0 ? "" : ` of ${inputs.join(", ")}`;
    return `  ${numbers.get(node)}. ${node.operation}${of}${detailsOf(node)}`;
  });
}

function detailsOf(node: PlanNode): string {
  switch (node.kind) {
    case "sequence":
    case "range":
      return `: ${countOf(node.partitioning.length, "element")} in ${countOf(node.npartitions, "partition")}`;
    case "delayeds":
    case "concat":
    case "elements":
    case "coalesce":
    case "split":
    case "recut":
    case "product":
    case "merge":
    case "unmatched":
      return `: ${countOf(node.npartitions, "partition")}`;
    case "shuffle":
      return `: ${countOf(node.npartitions, "partition")}${node.as === "iterable" ? ", groups as iterables" : ""}`;
    case "persisted": {
      const length = node.items.reduce((sum, items) => sum + items.length, 0);
      return `: ${countOf(length, "element")} in ${countOf(node.npartitions, "partition")}`;
    }
    case "pipe":
      if (node.stage.kind === "take") return `: the first ${node.stage.count} of each partition`;
      if (node.stage.kind === "randomSample") return `: each with probability ${node.stage.probability}`;
      return "fn" in node.stage ? `: ${textOf(node.stage.fn)}` : "";
    case "accumulate":
      return `: ${textOf(node.sink.fn)}`;
    case "checkpoint":
      return ` in ${node.checkpoint.directory}`;
    case "mapPartitions":
      return `: ${textOf(node.source.fn)}`;
    case "apply":
      return `: ${textOf(node.fn)}`;
    case "take":
      return `: the first ${node.count} within ${countOf(node.within, "partition")}`;
    case "scatter":
    case "divide":
      return `, each partition in ${countOf(node.parts, "part")}`;
    case "partials":
      return ", each partition";
    case "starts":
      return ", how many elements come before each partition";
    case "reduce":
      return `, ${node.splitEvery === false ? "all" : node.splitEvery} at a time`;
    case "search":
      return ", as far as needed";
    case "join":
    case "value":
    case "collection":
      return "";
    default:
      return node satisfies never;
  }
}

const longestText = 60;

/** The text of a function in one line, as far as it fits. */
function textOf(fn: UserFunction): string {
  const text = Function.prototype.toString.call(fn).replace(/\s+/g, " ");
  return text.length <= longestText ? text : `${text.slice(0, longestText - 1)}…`;
}

function layersOf(plan: BagNode | ItemNode, passes: Passes): Layer[] {
  const context = new LowerContext(passes);
  if ("npartitions" in plan) lowerBag(plan, context);
  else lowerItem(plan, context);
  return [...context.finish().layers.values()];
}

function describeLayer(layer: Layer, withCode: boolean): string[] {
  const tasks = countOf(layer.size, "task");
  const spec = pipelineOf(layer);
  if (spec === undefined) return [`  ${tasks}: ${layer.operation}`];
  const steps = [describeSource(spec.source), ...[...spec.stages, spec.sink].map(nameOfStep)];
  const line = `  ${tasks}: ${steps.join(" -> ")}`;
  if (isTakenAtOnce(spec)) return [`${line}, without a loop`];
  if (spec.compileFrom === Infinity) return [`${line}, interpreted`];
  if (!withCode) return [line];
  const [, ...code] = formatLoop(writeLoop(spec, sourceKindOf(spec.source).walk ?? "items").text).split("\n");
  return [line, "", ...code.map((text) => (text === "" ? "" : `    ${text}`)), ""];
}

function describeSource(source: SourceSpec): string {
  const { operation } = source;
  if (source.kind === "number" || source.kind === "lengths") return `${operation} (only how many)`;
  if (source.kind === "tallies")
    return `${operation} (only how often each ${source.separator === undefined ? "element" : "part"} is there)`;
  const keys = source.kind === "slice" ? source.keys : undefined;
  return keys === undefined ? operation : `${operation} (only ${keys.join(", ")})`;
}

function pipelineOf(layer: Layer): PipelineSpec | undefined {
  const isPipeline = layer.task(0).steps[0]!.fn === pipelineTask;
  return isPipeline ? (layer.shared[0]!.value as PipelineSpec) : undefined;
}
