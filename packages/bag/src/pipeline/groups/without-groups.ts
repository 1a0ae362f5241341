import { ClassList, cloneKindOf, fillCopy, findInstances, unpacked } from "@holdall/core/task";
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
  if (value instanceof Group) {
    const elements = [...value];
    copies.set(value, elements);
    return elements;
  }
  const copy = emptyLike(value, Object.getPrototypeOf(value) as object | null);
  if (copy === undefined) return value;
  // Noted before it is filled, so that what contains itself ends.
  copies.set(value, copy);
  return fillCopy(copy, value, (item) => copyOf(item, copies));
}

/** What a copy of an object is before it is filled; nothing for one that is not looked into. */
function emptyLike(value: object, prototype: object | null): object | undefined {
  switch (cloneKindOf(prototype)) {
    case "array":
      return new Array<unknown>((value as unknown[]).length);
    case "plain":
      return Object.create(prototype) as object;
    case "map":
      return new Map<unknown, unknown>();
    case "set":
      return new Set<unknown>();
    default:
      return undefined;
  }
}
