import { LowerContext, type Layer, type TaskGraph } from "@holdall/core";
import { fromSequence } from "../../src/operations/from-sequence.ts";
import { map } from "../../src/operations/map.ts";
import { lowerBag, lowerItem } from "../../src/plan/lower.ts";
import type { BagNode, ItemNode, PipeNode } from "../../src/plan/node.ts";

/** A bag of `length` numbers, each in its own partition. */
export function numbers(length: number): BagNode {
  return fromSequence(
    Array.from({ length }, (_, i) => i),
    { partitionSize: 1 },
  );
}

/** `input.map(fn)` */
export function mapped(input: BagNode, fn: (x: never) => unknown, ...args: readonly unknown[]): PipeNode {
  return map(input, { fn, args, nodeOf: () => undefined, where: "bag.map()" });
}

export function isItem(plan: BagNode | ItemNode): plan is ItemNode {
  return plan.kind === "reduce" || plan.kind === "join" || plan.kind === "apply";
}

/** The graph of plans that are computed together. */
export function graphOf(plans: readonly (BagNode | ItemNode)[], optimize = true): TaskGraph {
  const context = new LowerContext(optimize);
  for (const plan of plans) {
    if (isItem(plan)) lowerItem(plan, context);
    else lowerBag(plan, context);
  }
  return context.finish();
}

/** Operations of the layers of plans that are computed together. */
export function operationsOf(plans: readonly (BagNode | ItemNode)[], optimize = true): string[] {
  return [...graphOf(plans, optimize).layers.values()].map((layer) => layer.operation);
}

/** Names of the layers. */
export function namesOf(...plans: readonly (BagNode | ItemNode)[]): string[] {
  return [...graphOf(plans).layers.keys()];
}

/** The stages that the tasks of a layer run. */
export function stagesOf(layer: Layer): string[] {
  const spec = layer.shared[0]!.value as { readonly stages: readonly { readonly operation: string }[] };
  return spec.stages.map((stage) => stage.operation);
}
