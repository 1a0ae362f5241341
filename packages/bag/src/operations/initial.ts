import { describeValue, InvalidArgumentError, isPlainObject } from "@holdall/core";
import type { StandIn } from "../pipeline/stand-in.ts";
import type { UserFunction } from "../pipeline/user-call.ts";

/**
 * How a value that a user starts from is made: copied for each use, or by calling the function that it is.
 * @throws InvalidArgumentError when it cannot be copied
 */
export function standInFor(initial: unknown, where: string, name = "initial"): StandIn | undefined {
  if (initial === undefined) return undefined;
  if (typeof initial === "function") return { kind: "call", fn: initial as UserFunction, args: [] };
  if (typeof initial === "object" && initial !== null) assertCopyable(initial, where, name);
  return { kind: "copy", value: initial };
}

// A structured clone makes plain objects of instances, and fails on functions: better said here than found out later.
function assertCopyable(initial: object, where: string, name: string): void {
  let copy: object | undefined;
  try {
    copy = structuredClone(initial);
  } catch {
    copy = undefined;
  }
  if (copy === undefined || prototypeOf(copy) !== prototypeOf(initial)) {
    throw new InvalidArgumentError(
      `${where}: Expected \`${name}\` to be a value that structuredClone can copy, or a function that makes it, got ${describeValue(initial)}.`,
    );
  }
}

function prototypeOf(value: object): unknown {
  return isPlainObject(value) ? Object.prototype : Object.getPrototypeOf(value);
}
