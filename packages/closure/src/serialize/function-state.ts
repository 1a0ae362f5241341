import { intrinsics } from "../revive/intrinsics.ts";
import type { FunctionSource } from "../source/function-source.ts";
import type { OwnState } from "../serialized-value.ts";
import type { ClassCopy } from "./class-copy.ts";
import type { Encoder } from "./encoder.ts";
import { encodeOwnState, isPrototypeOf } from "./own-state.ts";
import { along, type Trail } from "./trail.ts";

/** Encodes what a function has beside its code: own properties, its prototype, and what was added to its `prototype`. */
export function encodeFunctionState(
  encoder: Encoder,
  fn: Function,
  source: FunctionSource | undefined,
  copy: ClassCopy | undefined,
  trail: Trail | undefined,
): OwnState {
  const members = new Set(copy?.staticMembers);
  const own = encodeOwnState(encoder, fn, trail, (key, descriptor) => {
    switch (key) {
      case "name":
        return typeof descriptor.value === "string" || isMember(members, descriptor);
      case "length":
        return source ? descriptor.value === source.length && descriptor.writable === false : true;
      case "arguments":
      case "caller":
        return true;
      case "prototype":
        if (isReplaced(fn, descriptor.value, source)) return false;
        encodeMade(encoder, fn, descriptor.value, copy, trail);
        return true;
      default:
        return isMember(members, descriptor);
    }
  });
  const prototype = Object.getPrototypeOf(fn) as object | null;
  if (copy?.heritage !== undefined || isUsualPrototype(prototype, source)) return own;
  return { prototype: encoder.encode(prototype, along(trail, " (prototype)")), ...own };
}

/** The `name`, where the text of the function does not bring it. */
export function functionNameToKeep(fn: Function, source: FunctionSource): string | undefined {
  const name: unknown = Object.getOwnPropertyDescriptor(fn, "name")?.value;
  if (typeof name !== "string" || (source.form !== "method" && (source.ownName ?? "") === name))
    return undefined;
  return name;
}

/** The object in `prototype` is sent when somebody changed it; when only made by the language, it is made again. */
function encodeMade(
  encoder: Encoder,
  fn: Function,
  prototype: unknown,
  copy: ClassCopy | undefined,
  trail: Trail | undefined,
): void {
  if (typeof prototype !== "object" || prototype === null) return;
  const members = new Set(copy?.members);
  const changed =
    !Object.isExtensible(prototype) ||
    (!copy &&
      !isPrototypeOf(Object.getPrototypeOf(prototype) as object | null, "Object") &&
      Object.hasOwn(prototype, "constructor")) ||
    Reflect.ownKeys(prototype).some((key) => {
      const descriptor = Object.getOwnPropertyDescriptor(prototype, key);
      if (key === "constructor" && descriptor?.value === fn) return false;
      return descriptor && !isMember(members, descriptor);
    });
  if (changed) encoder.encode(prototype, along(trail, ".prototype"));
}

/** Whether somebody put an object of his own in the `prototype` of a function, so that it does not lead back. */
function isReplaced(fn: Function, prototype: unknown, source: FunctionSource | undefined): boolean {
  if (source?.isGenerator === true || source?.class !== undefined) return false;
  if (typeof prototype !== "object" || prototype === null) return true;
  return Object.getOwnPropertyDescriptor(prototype, "constructor")?.value !== fn;
}

/** Whether a property is one that the text of the class defines, just as it does. */
export function isMember(members: ReadonlySet<unknown>, descriptor: PropertyDescriptor): boolean {
  const { get, set, enumerable, writable, configurable } = descriptor;
  if (enumerable === true || writable === false || configurable !== true) return false;
  return [descriptor.value as unknown, get, set].some((part) => part !== undefined && members.has(part));
}

function isUsualPrototype(prototype: object | null, source: FunctionSource | undefined): boolean {
  if (!source?.isAsync && !source?.isGenerator) return isPrototypeOf(prototype, "Function") || !source;
  const name = source.isGenerator
    ? source.isAsync
      ? "%AsyncGeneratorFunction%"
      : "%GeneratorFunction%"
    : "%AsyncFunction%";
  return (intrinsics[name] as { prototype?: object } | undefined)?.prototype === prototype;
}
