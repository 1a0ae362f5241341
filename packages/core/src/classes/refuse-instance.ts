import { types } from "node:util";
import { UnregisteredClassError } from "../errors.ts";
import { isNative } from "./is-native.ts";

const becomesPlain = "other threads and processes would get as a plain object";
const staysHere = "cannot be sent to other threads and processes";
const acceptPlain = "or accept plain objects with the option `strict: false`.";

/**
 * Says why an object cannot be sent, and what to do about it.
 * @param place.what - the value that it is in, as the subject of a sentence
 */
export function refuseInstance(
  object: object,
  place: { readonly what: string; readonly path: string },
): UnregisteredClassError {
  const name = classNameOf(object);
  const [reason, remedy] = reasonAndRemedy(object, name);
  return new UnregisteredClassError(name, { ...place, reason, remedy });
}

function reasonAndRemedy(object: object, name: string): readonly [reason: string, remedy: string] {
  if (types.isPromise(object)) return [staysHere, "Await it first."];
  const Class = classOf(object);
  if (Class === undefined) {
    return isIterator(object)
      ? [staysHere, "Make an array of what it gives: `[...iterator]`."]
      : [becomesPlain, `Make a plain object of it, \`{ ...object }\`, ${acceptPlain}`];
  }
  if (isNative(Class) && !types.isProxy(Class))
    return [staysHere, "Send the data that it is made of, and make it where it is needed."];
  const call = Class.name === "" ? "registerClass(Class, { name })" : `registerClass(${name})`;
  return [becomesPlain, `Register the class with ${call}, ${acceptPlain}`];
}

// An object may have another one for its prototype that belongs to no class.
function classOf(object: object): { readonly name: string } | undefined {
  const prototype = Object.getPrototypeOf(object) as object;
  const made = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value as unknown;
  return typeof made === "function" ? made : undefined;
}

// The nearest one that has a name: classes without one extend others. Iterators have a tag instead of a class.
function classNameOf(object: object): string {
  for (let at: unknown = object; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    const made = Object.getOwnPropertyDescriptor(at, "constructor")?.value as unknown;
    if (typeof made === "function" && typeof made.name === "string" && made.name !== "") return made.name;
  }
  const tag = (object as { readonly [Symbol.toStringTag]?: unknown })[Symbol.toStringTag];
  return isIterator(object) && typeof tag === "string" ? tag : "Object";
}

function isIterator(object: object): boolean {
  return typeof (object as { readonly next?: unknown }).next === "function";
}
