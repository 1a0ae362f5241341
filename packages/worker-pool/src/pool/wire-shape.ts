import type { StartedTask } from "@holdall/core";
import { lateSlots, type Argument, type Shared, type Step } from "@holdall/core/task";
import type { WireArgument, WireShape, WireStep } from "../messages.ts";

/** Where the worker finds shared constants. */
type Places = ReadonlyMap<Shared, number>;

/** What tasks have in common that differ in keys, partitions and the values of their `value` arguments only. */
export function shapeOf({ task, attempt, inputs }: StartedTask, places: Places): WireShape {
  let values = 0;
  const late = [...(lateSlots(task) ?? [])];
  const kept: number[] = [];
  const steps = task.steps.map(({ fn, args, operation, layer }) => ({
    fn: { module: fn.module, name: fn.name },
    args: args.map(toWireArgument),
    operation,
    layer,
  }));
  return { parts: task.parts, attempt, inputs: inputs.length, kept, late, values, steps };

  function toWireArgument(argument: Argument): WireArgument {
    switch (argument.kind) {
      case "value":
        return { kind: "value", index: values++ };
      case "shared":
        return { kind: "shared", index: placeOf(argument.shared, places) };
      case "array":
        return { kind: "array", items: argument.items.map(toWireArgument), isLate: argument.isLate };
      case "object":
        return {
          kind: "object",
          entries: argument.entries.map(([key, item]) => [key, toWireArgument(item)]),
        };
      case "input":
        if (argument.isKept === true) kept.push(argument.slot);
        return argument;
      case "previous":
        return argument;
      default:
        return argument satisfies never;
    }
  }
}

/**
 * Whether a task is of this shape. If it is, its values are added to `values`, in the order in which the shape counts
 * them.
 */
export function fitShape(
  { task, attempt, inputs }: StartedTask,
  shape: WireShape,
  { places, values }: { readonly places: Places; readonly values: unknown[] },
): boolean {
  const { length } = values;
  const fits =
    task.parts === shape.parts &&
    attempt === shape.attempt &&
    inputs.length === shape.inputs &&
    task.steps.length === shape.steps.length &&
    task.steps.every((step, i) => stepFits(step, shape.steps[i]!, places, values));
  if (!fits) values.length = length;
  return fits;
}

function stepFits(step: Step, wire: WireStep, places: Places, values: unknown[]): boolean {
  return (
    step.operation === wire.operation &&
    step.fn.name === wire.fn.name &&
    step.fn.module === wire.fn.module &&
    step.layer === wire.layer &&
    argumentsFit(step.args, wire.args, places, values)
  );
}

function argumentsFit(
  args: readonly Argument[],
  wire: readonly WireArgument[],
  places: Places,
  values: unknown[],
): boolean {
  return args.length === wire.length && args.every((arg, i) => argumentFits(arg, wire[i]!, places, values));
}

function argumentFits(arg: Argument, wire: WireArgument, places: Places, values: unknown[]): boolean {
  switch (arg.kind) {
    case "value":
      values.push(arg.value);
      return wire.kind === "value";
    case "shared":
      return wire.kind === "shared" && wire.index === places.get(arg.shared);
    case "input":
      return wire.kind === "input" && wire.slot === arg.slot && wire.isKept === arg.isKept;
    case "previous":
      return wire.kind === "previous";
    case "array":
      return (
        wire.kind === "array" &&
        wire.isLate === arg.isLate &&
        argumentsFit(arg.items, wire.items, places, values)
      );
    case "object":
      return (
        wire.kind === "object" &&
        arg.entries.length === wire.entries.length &&
        arg.entries.every(([key, item], i) => {
          const [wireKey, wireItem] = wire.entries[i]!;
          return key === wireKey && argumentFits(item, wireItem, places, values);
        })
      );
    default:
      return arg satisfies never;
  }
}

function placeOf(shared: Shared, places: Places): number {
  const place = places.get(shared);
  if (place === undefined) {
    throw new TypeError("A task names a shared constant that its layer does not list in `shared`.");
  }
  return place;
}
