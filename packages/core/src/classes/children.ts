import type { CloneKind } from "./clone-kind.ts";

/**
 * Calls `visit` for each object that structured clone would find directly in an object.
 * @param visit - is told its key: of a property its name, of an element its index, and of what is in a map or set the
 * place of its entry; the key and the value of an entry have the same
 */
export function forEachChild(
  object: object,
  kind: CloneKind,
  visit: (child: object, key: string | number) => void,
): void {
  switch (kind) {
    case "array":
      if (isSparse(object as readonly unknown[])) forEachProperty(object, visit);
      else forEachElement(object as readonly unknown[], visit);
      return;
    case "map": {
      let place = 0;
      Map.prototype.forEach.call(object, (value: unknown, key: unknown) => {
        if (isObject(key)) visit(key, place);
        if (isObject(value)) visit(value, place);
        place += 1;
      });
      return;
    }
    case "set": {
      let place = 0;
      Set.prototype.forEach.call(object, (value: unknown) => {
        if (isObject(value)) visit(value, place);
        place += 1;
      });
      return;
    }
    case "plain":
    case "instance":
      forEachProperty(object, visit);
      return;
    case "whole":
    case "error":
      return;
    default:
      kind satisfies never;
  }
}

function forEachProperty(object: object, visit: (child: object, key: string) => void): void {
  for (const key of Object.keys(object)) {
    const value = (object as Readonly<Record<string, unknown>>)[key];
    if (isObject(value)) visit(value, key);
  }
}

function forEachElement(array: readonly unknown[], visit: (child: object, key: number) => void): void {
  for (let i = 0; i < array.length; i++) {
    const value = array[i];
    if (isObject(value)) visit(value, i);
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Arrays are gone through element by element up to here, however many of them are holes. */
export const mostElements = 1_000_000;
const samples = 16;

/** Whether an array is so long and has so few elements that they are found faster by their keys. */
export function isSparse(array: readonly unknown[]): boolean {
  const { length } = array;
  if (length <= mostElements) return false;
  let holes = 0;
  for (let i = 0; i < samples; i++) if (!(Math.floor((i * length) / samples) in array)) holes += 1;
  return holes > samples / 2;
}
