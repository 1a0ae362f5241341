import {
  countTargets,
  createLayer,
  referencesTo,
  tokenize,
  type Collection,
  type Layer,
  type LowerContext,
  type Lowered,
  type Reference,
} from "@holdall/core";
import { gatherOnlyTask } from "../pipeline/gather.ts";

/** Lowers a collection, and says where its value is: in a task of its own where it is more than one result. */
export function locateCollection(collection: Collection, context: LowerContext): Reference {
  const lowered = collection.lowerInto(context);
  if (lowered.gather === gatherOnlyTask) return referencesTo(lowered.targets)[0]!;
  const name = `gather-${tokenize(lowered.gather.module, lowered.gather.name, lowered.targets)}`;
  if (!context.has(name)) context.add(createGatherLayer(name, "gather", lowered));
  return { layer: name, index: 0 };
}

/** A layer of one task that gathers the value of a collection. */
export function createGatherLayer(name: string, operation: string, { targets, gather }: Lowered): Layer {
  const items = Array.from(
    { length: countTargets(targets) },
    (_, slot) => ({ kind: "input", slot }) as const,
  );
  const task = { fn: gather, args: [{ kind: "array", items } as const], inputs: targets };
  return createLayer({ name, operation, tasks: [task] });
}
