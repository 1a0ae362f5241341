import { Shared, type Argument, type Step } from "@holdall/core/task";
import type { WireArgument, WireShape, WireStep } from "../messages.ts";
import { loadedFunction } from "./load-function.ts";

/** What tasks have in common, with the functions and constants it names. */
export interface RevivedShape {
  readonly parts: number;
  /**
   * The steps of one task.
   * @param places - index in the layer, and partition, of each step
   */
  createSteps(places: readonly number[], values: readonly unknown[]): Step[];
}

/** Finds functions, which have to be loaded, and constants once for all tasks of a batch. */
export function reviveShape({ parts, steps }: WireShape, constants: readonly unknown[]): RevivedShape {
  const creators = steps.map((step) => stepCreator(step, constants));
  return {
    parts,
    createSteps: (places, values) =>
      creators.map((create, i) => create(places[2 * i]!, places[2 * i + 1]!, values)),
  };
}

function stepCreator(
  { fn, args, operation, layer }: WireStep,
  constants: readonly unknown[],
): (index: number, partition: number, values: readonly unknown[]) => Step {
  const taskFunction = { ...fn, call: loadedFunction(fn)! };
  const creators = args.map((argument) => argumentCreator(argument, constants));
  return (index, partition, values) => ({
    fn: taskFunction,
    args: creators.map((create) => create(values)),
    operation,
    key: `${layer}:${index}`,
    partition,
  });
}

type ArgumentCreator = (values: readonly unknown[]) => Argument;

function argumentCreator(argument: WireArgument, constants: readonly unknown[]): ArgumentCreator {
  switch (argument.kind) {
    case "value":
      return (values) => ({ kind: "value", value: values[argument.index] });
    case "shared": {
      const shared: Argument = { kind: "shared", shared: new Shared(constants[argument.index]) };
      return () => shared;
    }
    case "array": {
      const items = argument.items.map((item) => argumentCreator(item, constants));
      return (values) => ({ kind: "array", items: items.map((create) => create(values)) });
    }
    case "object": {
      const entries = argument.entries.map(([key, item]) => [key, argumentCreator(item, constants)] as const);
      return (values) => ({ kind: "object", entries: entries.map(([key, create]) => [key, create(values)]) });
    }
    case "input":
    case "previous":
      return () => argument;
    default:
      return argument satisfies never;
  }
}
