import { types } from "node:util";
import { findGlobal } from "../modules/known-globals.ts";
import { findBuiltin, findCommonJs } from "../modules/known-modules.ts";
import type { Encoded, Property } from "../serialized-value.ts";
import { encodePrimitive } from "./encode-primitive.ts";
import type { Encoder } from "./encoder.ts";
import { along, alongProperty, type Trail } from "./trail.ts";

/** Objects of which a function uses some properties only, by static paths. */
export interface PartialObjects {
  encodePath(value: unknown, path: readonly string[], trail: Trail | undefined): Encoded;
  /** The place of an object met in part, which is to be encoded as a whole from now on. */
  upgrade(object: object): number | undefined;
  finish(): void;
}

interface Partial {
  readonly place: number;
  readonly parts: Map<string, Property>;
}

/** Keeps them for one run of `serialize`; `placeOf` finds objects that are encoded as a whole. */
export function createPartialObjects(
  encoder: Encoder,
  placeOf: (value: unknown) => number | undefined,
): PartialObjects {
  const partials = new Map<object, Partial>();

  return {
    encodePath(value, path, trail) {
      const primitive = encodePrimitive(value);
      if (primitive !== undefined) return primitive;
      const [key, ...rest] = path;
      const place = placeOf(value);
      if (place !== undefined || key === undefined || !isDivisible(value))
        return encoder.encode(value, trail);
      const descriptor = stepInto(value, key);
      if (descriptor === undefined) return encoder.encode(value, trail);
      let partial = partials.get(value);
      if (!partial) partials.set(value, (partial = { place: encoder.add(undefined), parts: new Map() }));
      const inside = alongProperty(trail, key);
      if (descriptor !== "absent") {
        const { get } = descriptor;
        const property: Property = get
          ? { key, get: encoder.encode(get, along(inside, " (getter)")), flags: "ec" }
          : { key, value: this.encodePath(descriptor.value, rest, inside), flags: "ewc" };
        partial.parts.set(key, property);
      }
      return { ref: partial.place };
    },
    upgrade(object) {
      const place = partials.get(object)?.place;
      partials.delete(object);
      return place;
    },
    finish() {
      for (const [object, { place, parts }] of partials) {
        // In the order of the original, whatever order they were met in.
        const properties = Object.keys(object).flatMap((key) => parts.get(key) ?? []);
        const hidden = [...parts.values()].filter(({ key }) => !Object.keys(object).includes(key as string));
        const all = [...properties, ...hidden];
        const plain = all.every(({ key, get }) => get === undefined && key !== "__proto__");
        encoder.set(place, {
          kind: "object",
          ...(plain
            ? { keys: all.map(({ key }) => key as string), values: all.map((part) => part.value ?? null) }
            : { properties: all }),
        });
      }
    },
  };
}

/** Whether nobody can tell a copy with some of the properties from the object, as long as only these are read. */
function isDivisible(value: unknown): value is object {
  return (
    typeof value === "object" &&
    value !== null &&
    !isOpaqueProxy(value) &&
    // Shared memory is looked at when the function runs.
    !(ArrayBuffer.isView(value) && types.isSharedArrayBuffer(value.buffer)) &&
    !findGlobal(value) &&
    !findBuiltin(value) &&
    !findCommonJs(value)
  );
}

/** What is at this key: of the object itself, or provably nothing. */
function stepInto(object: object, key: string): PropertyDescriptor | "absent" | undefined {
  if (types.isProxy(object)) return { value: (object as Record<string, unknown>)[key] };
  let descriptor: PropertyDescriptor | undefined;
  try {
    descriptor = Object.getOwnPropertyDescriptor(object, key);
  } catch {
    return undefined; // An export of a module namespace before its initialisation.
  }
  if (descriptor) {
    if ("value" in descriptor) return descriptor;
    return descriptor.get && !/\b(this|super|eval)\b/.test(Function.prototype.toString.call(descriptor.get))
      ? descriptor
      : undefined;
  }
  const prototype = Object.getPrototypeOf(object) as object | null;
  return prototype === null || (prototype === Object.prototype && !(key in prototype)) ? "absent" : undefined;
}

/** Whether to look into this would run code of the user. Vite wraps modules in proxies too, whose traps only read. */
export function isOpaqueProxy(value: unknown): boolean {
  return types.isProxy(value) && !viteModules.has(value as object);
}

/** Values of the variables that Vite puts in the place of imports. */
export const viteModules: WeakSet<object> = new WeakSet<object>();
