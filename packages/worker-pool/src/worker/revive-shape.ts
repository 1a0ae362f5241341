import { Shared, type Argument, type Step } from "@holdall/core/task";
import type { WireArgument, WireGroup, WireShape, WireStep } from "../messages.ts";
import { loadedFunction } from "./load-function.ts";

/** Makes the steps of the task at this place in its group. */
export type StepsCreator = (group: WireGroup, at: number) => Step[];

/** Finds functions, which have to be loaded, and constants once for all tasks of a group. */
export function reviveShape({ steps, values }: WireShape, constants: readonly unknown[]): StepsCreator {
  const creators = steps.map((step) => stepCreator(step, constants));
  return (group, at) => {
    const place = 2 * steps.length * at;
    return creators.map((create, i) =>
      create({
        index: group.places[place + 2 * i]!,
        partition: group.places[place + 2 * i + 1]!,
        values: group.values,
        start: values * at,
      }),
    );
  };
}

/** What is the step's own: its place, and where its task's values start. */
interface OwnData {
  readonly index: number;
  readonly partition: number;
  readonly values: readonly unknown[];
  readonly start: number;
}

function stepCreator(
  { fn, args, operation, layer }: WireStep,
  constants: readonly unknown[],
): (own: OwnData) => Step {
  const taskFunction = { ...fn, call: loadedFunction(fn)! };
  const creators = args.map((argument) => argumentCreator(argument, constants));
  return (own) => {
    const { index, partition } = own;
    return {
      fn: taskFunction,
      args: creators.map((create) => create(own)),
      operation,
      layer,
      index,
      partition,
    };
  };
}

type ArgumentCreator = (own: OwnData) => Argument;

function argumentCreator(argument: WireArgument, constants: readonly unknown[]): ArgumentCreator {
  switch (argument.kind) {
    case "value":
      return ({ values, start }) => ({ kind: "value", value: values[start + argument.index] });
    case "shared": {
      const shared: Argument = { kind: "shared", shared: new Shared(constants[argument.index]) };
      return () => shared;
    }
    case "array": {
      const items = argument.items.map((item) => argumentCreator(item, constants));
      const { isLate } = argument;
      return (own) => ({ kind: "array", items: items.map((create) => create(own)), isLate });
    }
    case "object": {
      const entries = argument.entries.map(([key, item]) => [key, argumentCreator(item, constants)] as const);
      return (own) => ({ kind: "object", entries: entries.map(([key, create]) => [key, create(own)]) });
    }
    case "input":
    case "previous":
      return () => argument;
    default:
      return argument satisfies never;
  }
}
