import type { Collection, LowerContext, Lowered } from "./collection.ts";
import { createLayer, type Layer } from "./graph/task-graph.ts";
import { createCallLayer, firstOfTargets, type Call } from "./lower-call.ts";

/** What a Delayed stands for. */
export type DelayedPlan =
  | ({ readonly kind: "call" } & Call)
  /** A value that has been computed. */
  | { readonly kind: "value"; readonly name: string; readonly token: string; readonly value: unknown }
  /** The value of another collection. */
  | { readonly kind: "collection"; readonly name: string; readonly collection: Collection };

export function lowerDelayed(plan: DelayedPlan, context: LowerContext): Lowered {
  if (plan.kind === "collection") return plan.collection.lowerInto(context);
  const layer = `${plan.name}-${plan.token}`;
  context.memo(layer, () => context.later(() => context.add(createDelayedLayer(layer, plan, context))));
  return { targets: [{ layer, index: 0 }], gather: firstOfTargets };
}

function createDelayedLayer(
  layer: string,
  plan: Exclude<DelayedPlan, { readonly kind: "collection" }>,
  context: LowerContext,
): Layer {
  switch (plan.kind) {
    case "call":
      return createCallLayer(layer, plan, context);
    case "value": {
      const items = [{ kind: "value", value: plan.value }] as const;
      const task = { fn: firstOfTargets, args: [{ kind: "array", items }] } as const;
      return createLayer({ name: layer, operation: plan.name, tasks: [task] });
    }
    default:
      return plan satisfies never;
  }
}
