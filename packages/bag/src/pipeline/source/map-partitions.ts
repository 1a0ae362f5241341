import { isThenable } from "@holdall/core/task";
import { notIterableError } from "../../errors.ts";
import type { CallArgument } from "../call-arguments.ts";
import type { SourceKind } from "../source.ts";
import { failedIn, whenSettled, type UserFunction } from "../user-call.ts";
import { walkElements, type Walk } from "../walk.ts";

/** What `fn` makes of all elements of the partition in slot 0 at once. */
export interface MapPartitionsSpec {
  readonly kind: "mapPartitions";
  readonly operation: string;
  readonly fn: UserFunction;
  readonly args: readonly CallArgument[];
}

export const mapPartitions: SourceKind<MapPartitionsSpec> = {
  isIndexed: true,

  open({ operation, fn, args }, run) {
    const rest = args.map((arg) =>
      arg.kind === "value"
        ? arg.value
        : arg.kind === "lockstep"
          ? copyOf(run.inputs[arg.slot])
          : run.inputs[arg.slot],
    );
    const fail = (error: unknown): unknown => failedIn(operation, run, error);
    const walk = (result: unknown): Walk => {
      const elements = walkElements(result);
      if (elements === undefined) throw fail(notIterableError("what `fn` returns", result));
      return elements;
    };
    let result: unknown;
    try {
      result = fn(copyOf(run.inputs[0]), ...rest);
    } catch (error) {
      throw fail(error);
    }
    return isThenable(result) ? whenSettled(result, walk, fail) : walk(result);
  },
};

// An array of its own: functions sort and splice, and what they are given others may read too. A partition of a typed
// array travels as one; to its user it is an array of numbers like any other.
function copyOf(elements: unknown): unknown[] {
  return Array.isArray(elements) ? elements.slice() : Array.from(elements as ArrayLike<unknown>);
}
