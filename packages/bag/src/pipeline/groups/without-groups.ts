import { ClassList, cloneKindOf, findInstances, unpacked } from "@holdall/core/task";
import { heldGroupError } from "../../errors.ts";
import { Group } from "./group.ts";

/**
 * A result with arrays in the place of groups, wherever they are in arrays, plain objects, maps and sets. What has none in
 * it is given back as it is; else what holds others is copied.
 * @throws TypeError for a group that is in something else
 */
export function withoutGroups(result: unknown): unknown {
  const value = unpacked(result);
  if (!holdsGroup(value)) return result;
  const left = copyOf(value, new Map());
  if (holdsGroup(left)) throw heldGroupError();
  return left;
}

let groups: ClassList | undefined;

function holdsGroup(value: unknown): boolean {
  groups ??= new ClassList([{ name: Group.name, Class: Group, encode: undefined, decode: undefined }]);
  const found = findInstances(value, { classes: groups, strict: false }, "Its result");
  return found?.instances.some((instance) => instance instanceof Group) === true;
}

/** @param copies - by original, so that what stands in several places, or in itself, stays one */
function copyOf(value: unknown, copies: Map<object, object>): unknown {
  if (typeof value !== "object" || value === null) return value;
  const known = copies.get(value);
  if (known !== undefined) return known;
  if (value instanceof Group) return note(value, [...value], copies);
  const prototype = Object.getPrototypeOf(value) as object | null;
  switch (cloneKindOf(prototype)) {
    case "array": {
      const copy = note(value, new Array<unknown>((value as unknown[]).length), copies);
      return copyProperties(value, copy, copies);
    }
    case "plain":
      return copyProperties(value, note(value, Object.create(prototype) as object, copies), copies);
    case "map": {
      const copy = note(value, new Map<unknown, unknown>(), copies);
      for (const [key, item] of value as Map<unknown, unknown>)
        copy.set(copyOf(key, copies), copyOf(item, copies));
      return copy;
    }
    case "set": {
      const copy = note(value, new Set<unknown>(), copies);
      for (const item of value as Set<unknown>) copy.add(copyOf(item, copies));
      return copy;
    }
    default:
      return value;
  }
}

// Noted before it is filled, so that what contains itself ends.
function note<T extends object>(original: object, copy: T, copies: Map<object, object>): T {
  copies.set(original, copy);
  return copy;
}

function copyProperties(object: object, copy: object, copies: Map<object, object>): object {
  for (const key of Object.keys(object)) {
    const value = copyOf((object as Readonly<Record<string, unknown>>)[key], copies);
    // To set this property would set the prototype.
    if (key !== "__proto__") (copy as Record<string, unknown>)[key] = value;
    else Object.defineProperty(copy, key, { value, writable: true, enumerable: true, configurable: true });
  }
  return copy;
}
