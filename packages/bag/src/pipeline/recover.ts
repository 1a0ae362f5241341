import { AbortError, isThenable } from "@holdall/core/task";
import { CallContext, type CallSurroundings } from "./element-context.ts";
import type { Read } from "./read-elements.ts";
import type { UserFunction } from "./user-call.ts";

/** What is done about an element, or partition, whose function fails. */
export type ErrorHandling =
  /** It is left out. */
  | "skip"
  /** The result says that it failed, and why. */
  | "settle"
  /** What a function makes of the error takes its place. */
  | ErrorHandler;

interface ErrorHandler {
  readonly fn: UserFunction;
  /** Names the index of the partition, which the function is told. */
  readonly slot: number;
}

/** Stands for what takes the place of an element that is left out. */
export const leftOut: unique symbol = Symbol("holdall.leftOut");

/** What failed. */
interface Failure {
  readonly error: unknown;
  /** What the function was given: an element, or the elements of a partition. */
  readonly given: unknown;
  readonly index: number | undefined;
}

/** Makes of a failure what takes the place of the result, or a promise of that. @throws what is the failure in the end */
export type Recover = (failure: Failure) => unknown;

/** @param read - what is done with each result */
export function createRecover(
  onError: ErrorHandling | undefined,
  surroundings: CallSurroundings,
  read: Read,
): Recover {
  if (onError === undefined) {
    return ({ error }) => {
      throw error;
    };
  }
  return ({ error, given, index }) => {
    // What ends because the run does has not failed.
    if (error instanceof AbortError || surroundings.run.context.signal.aborted) throw error;
    if (onError === "skip") return leftOut;
    if (onError === "settle") return rejectedWith(error);
    const replacement = onError.fn(error, given, new CallContext(surroundings, index));
    return readSettled(replacement, (settled) => read(settled, "onError"));
  };
}

function rejectedWith(reason: unknown): PromiseRejectedResult {
  return { status: "rejected", reason };
}

/** Reads what a function returned, if it has to be awaited once it is there, and recovers from all that fails on the way. */
export function readOrRecover(result: unknown, read: Read, recover: (error: unknown) => unknown): unknown {
  return callOrRecover(() => readSettled(result, (settled) => read(settled, "fn")), recover);
}

/** Calls, and recovers from what that throws, or what it promises is rejected with. */
export function callOrRecover(call: () => unknown, recover: (error: unknown) => unknown): unknown {
  let value: unknown;
  try {
    value = call();
  } catch (error) {
    return recover(error);
  }
  return isThenable(value) ? Promise.resolve(value).then(undefined, recover) : value;
}

/** Reads what a function returned, once it is there. */
export function readSettled(result: unknown, read: (settled: unknown) => unknown): unknown {
  return isThenable(result) ? Promise.resolve(result).then(read) : read(result);
}
