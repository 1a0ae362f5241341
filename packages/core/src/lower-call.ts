import type { CallSite } from "./call-site.ts";
import { isCollection, type Collection, type LowerContext, type Lowered } from "./collection.ts";
import { callFunction, firstOf } from "./delayed-tasks.ts";
import { InvalidArgumentError } from "./errors.ts";
import { moduleFunction } from "./graph/module-function.ts";
import { createLayer, type Layer } from "./graph/task-graph.ts";
import { referencesTo, Shared, type Argument, type Reference, type Target } from "./graph/task.ts";
import { locateFile } from "./locate-file.ts";
import { someNested } from "./nested.ts";
import { tokenize } from "./tokenize.ts";

/** A call that has been put off. */
export interface Call {
  readonly fn: (...args: never[]) => unknown;
  readonly args: readonly unknown[];
  readonly name: string;
  /** Tells calls of one name apart. */
  readonly token: string;
  readonly callSite?: CallSite;
}

const tasksModule = locateFile(new URL("./delayed-tasks.js", import.meta.url), "@holdall/core").href;

/** The value of a collection whose only target is its value. */
export const firstOfTargets: Lowered["gather"] = moduleFunction(tasksModule, { firstOf });
const callFunctionTask = moduleFunction(tasksModule, { callFunction });

/** The layer, of one task, that makes a call. */
export function createCallLayer(layer: string, call: Call, context: LowerContext): Layer {
  const inputs: Reference[] = [];
  const around = { operation: call.name, context, inputs, outer: [] };
  const args = [call.fn, ...call.args].map((arg) => describeArgument(arg, around));
  return createLayer({
    name: layer,
    operation: call.name,
    tasks: [{ fn: callFunctionTask, args, inputs }],
    callSite: call.callSite,
  });
}

// One constant per function and run: a thousand calls of it ship it once.
function functionOf(fn: unknown, context: LowerContext): Shared {
  return context.memo(fn, () => new Shared(fn));
}

interface Surroundings {
  readonly operation: string;
  readonly context: LowerContext;
  readonly inputs: Reference[];
  /** The arrays and objects that the value is in. */
  readonly outer: readonly unknown[];
}

function describeArgument(value: unknown, around: Surroundings): Argument {
  if (isCollection(value)) return readCollection(value, around);
  if (typeof value === "function") return { kind: "shared", shared: functionOf(value, around.context) };
  if (!holdsLazyOrFunction(value)) return { kind: "value", value };
  if (around.outer.includes(value)) {
    throw new InvalidArgumentError(
      `An argument of \`${around.operation}\` that holds lazy values or functions contains itself.`,
    );
  }
  const inside = { ...around, outer: [...around.outer, value] };
  if (Array.isArray(value))
    return { kind: "array", items: value.map((item) => describeArgument(item, inside)) };
  const entries = Object.entries(value as object);
  return { kind: "object", entries: entries.map(([key, item]) => [key, describeArgument(item, inside)]) };
}

function holdsLazyOrFunction(value: unknown): boolean {
  return someNested(value, (item) => typeof item === "function" || isCollection(item));
}

/** The value of a collection, made in a task of its own where it is more than one result. */
function readCollection(collection: Collection, { context, inputs }: Surroundings): Argument {
  const { targets, gather } = collection.lowerInto(context);
  const only = gather.call === firstOf ? referencesTo(targets)[0] : undefined;
  return { kind: "input", slot: inputs.push(only ?? gatherTask(targets, gather, context)) - 1 };
}

function gatherTask(targets: readonly Target[], gather: Lowered["gather"], context: LowerContext): Reference {
  const name = `gather-${tokenize(targets)}`;
  const inputs = referencesTo(targets);
  const items: Argument[] = inputs.map((_, slot) => ({ kind: "input", slot }));
  const task = { fn: gather, args: [{ kind: "array", items } as const], inputs };
  context.add(createLayer({ name, operation: "gather", tasks: [task] }));
  return { layer: name, index: 0 };
}
