import { isThenable, type TimeLimit } from "@holdall/core/task";
import { notIterableError } from "../../errors.ts";
import { valueOf, type CallArgument } from "../call-arguments.ts";
import { CallContext, CallSurroundings, TimedCallContext } from "../element-context.ts";
import { callGuarded, hasLimits, type CallLimits } from "../guarded-call.ts";
import type { PipelineRun } from "../pipeline-run.ts";
import { createIterableReader } from "../read-elements.ts";
import { createRecover, leftOut, readSettled, type ErrorHandling } from "../recover.ts";
import type { SourceKind } from "../source.ts";
import { failedIn, whenSettled, type UserFunction } from "../user-call.ts";
import { walkElements, type Walk } from "../walk.ts";

/** What `fn` makes of all elements of the partition in slot 0 at once. */
export interface MapPartitionsSpec extends CallLimits {
  readonly kind: "mapPartitions";
  readonly operation: string;
  readonly fn: UserFunction;
  readonly args: readonly CallArgument[];
  readonly onError?: ErrorHandling;
}

export const mapPartitions: SourceKind<MapPartitionsSpec> = {
  isIndexed: true,

  open(spec, run) {
    const { operation, onError } = spec;
    const fail = (error: unknown): unknown => failedIn(operation, run, error);
    const walk = (result: unknown): Walk => {
      const elements = walkElements(result);
      if (elements === undefined) throw fail(notIterableError("what `fn` returns", result));
      return elements;
    };
    let result: unknown;
    try {
      const isGuarded = onError !== undefined || hasLimits(spec);
      result = isGuarded ? callAndRecover(spec, run) : callWithPartition(spec, run);
    } catch (error) {
      throw fail(error);
    }
    return isThenable(result) ? whenSettled(result, walk, fail) : walk(result);
  },
};

/** @param limit - of the time of the call, where it is limited */
function callWithPartition(
  { operation, fn, args }: MapPartitionsSpec,
  run: PipelineRun,
  limit?: TimeLimit,
): unknown {
  const rest = args.map((arg) => {
    if (arg.kind === "context") {
      const surroundings = new CallSurroundings({ operation, args }, run);
      return limit === undefined
        ? new CallContext(surroundings, undefined)
        : new TimedCallContext(surroundings, undefined, limit);
    }
    const value = valueOf(arg, run);
    return arg.kind === "lockstep" ? copyOf(value) : value;
  });
  return fn(copyOf(run.inputs[0]), ...rest);
}

/** Reads what comes of the call at once: what `fn` has yielded cannot be taken back when it fails after that. */
function callAndRecover(spec: MapPartitionsSpec, run: PipelineRun): unknown {
  const { operation, onError } = spec;
  const read = createIterableReader(run);
  const replace = createRecover(onError, new CallSurroundings(spec, run), read);
  const recover = (error: unknown): unknown => {
    const replacement = replace({ error, given: copyOf(run.inputs[0]), index: undefined });
    if (replacement !== leftOut) return replacement;
    run.context.skip(operation);
    return [];
  };
  const make = (limit: TimeLimit | undefined): unknown =>
    readSettled(callWithPartition(spec, run, limit), (result) => read(result, "fn"));
  return callGuarded({ run, operation, index: undefined, isAlone: true, limits: spec, make, recover });
}

// An array of its own: functions sort and splice, and what they are given others may read too. A partition of a typed
// array travels as one; to its user it is an array of numbers like any other.
function copyOf(elements: unknown): unknown[] {
  return Array.isArray(elements) ? elements.slice() : Array.from(elements as ArrayLike<unknown>);
}
