import { isNative } from "./is-native.ts";
import { typedArrayClasses } from "./typed-arrays.ts";

/**
 * What structured clone makes of an object, by its prototype: a copy with copies of its properties, elements or entries,
 * a copy of what has no other objects in it, an error, or, of an instance of a class, an object without the class.
 */
export type CloneKind = "plain" | "array" | "map" | "set" | "whole" | "error" | "instance";

const builtIn: Readonly<Record<Exclude<CloneKind, "instance">, readonly unknown[]>> = {
  plain: [Object],
  array: [Array],
  map: [Map],
  set: [Set],
  whole: [
    Boolean,
    Number,
    String,
    BigInt,
    Date,
    RegExp,
    ArrayBuffer,
    SharedArrayBuffer,
    DataView,
    ...typedArrayClasses,
    Buffer,
  ],
  error: [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError, AggregateError],
};

const builtIns = new WeakSet<object>();
const kinds = new WeakMap<object, CloneKind>();
const kindsByName = new Map<string, CloneKind>();
for (const [kind, constructors] of Object.entries(builtIn) as [
  CloneKind,
  { name: string; prototype: object }[],
][]) {
  for (const { name, prototype } of constructors) {
    builtIns.add(prototype);
    kinds.set(prototype, kind);
    kindsByName.set(name, kind);
  }
}

/** Whether this is the prototype of a class of the language whose objects are cloned as they are. */
export function isBuiltIn(prototype: object): boolean {
  return builtIns.has(prototype);
}

/** What structured clone makes of objects with this prototype. */
export function cloneKindOf(prototype: object | null): CloneKind {
  if (prototype === null) return "plain";
  let kind = kinds.get(prototype);
  if (kind === undefined) {
    kind = kindOfStranger(prototype);
    kinds.set(prototype, kind);
  }
  return kind;
}

/** What structured clone makes of instances of a class, which extends one of the language's, or none. */
export function cloneKindBelow(prototype: object): CloneKind {
  for (let at: object | null = prototype; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    const kind = cloneKindOf(at);
    if (kind !== "instance") return kind;
  }
  return "plain";
}

// Classes of errors are kept as well as can be. Contexts of `node:vm`, which test runners use, have objects and arrays
// with prototypes of their own.
function kindOfStranger(prototype: object): CloneKind {
  if (prototype instanceof Error) return "error";
  const made = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value as unknown;
  if (typeof made !== "function" || (made as { readonly prototype?: unknown }).prototype !== prototype)
    return "instance";
  return (isNative(made) ? kindsByName.get(made.name) : undefined) ?? "instance";
}
