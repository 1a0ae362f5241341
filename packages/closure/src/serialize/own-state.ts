import type { Encoded, OwnState, Property } from "../serialized-value.ts";
import { encodePrimitive } from "./encode-primitive.ts";
import type { Encoder } from "./encoder.ts";
import { along, alongProperty, type Trail } from "./trail.ts";

/** Encodes the properties of an object, all or those that pass, and whether it is frozen. */
export function encodeOwnState(
  encoder: Encoder,
  object: object,
  trail: Trail | undefined,
  skip?: (key: string | symbol, descriptor: PropertyDescriptor) => boolean,
): OwnState {
  const keys: string[] = [];
  const values: Encoded[] = [];
  const properties: Property[] = [];
  const integrity = integrityOf(object);
  for (const key of Reflect.ownKeys(object)) {
    const descriptor = Object.getOwnPropertyDescriptor(object, key);
    if (!descriptor || skip?.(key, descriptor) === true) continue;
    const value = descriptor.value as unknown;
    const { get, set, enumerable, writable, configurable } = descriptor;
    const plain = typeof key === "string" && key !== "__proto__";
    // Freezing and sealing take away the rest again.
    const usual =
      "value" in descriptor &&
      (writable === true || integrity === "frozen") &&
      (configurable === true || integrity === "frozen" || integrity === "sealed");
    if (plain && properties.length === 0 && enumerable === true && usual) {
      keys.push(key);
      values.push(encodePrimitive(value) ?? encoder.encode(value, alongProperty(trail, key)));
      continue;
    }
    const inside = alongProperty(trail, key);
    properties.push({
      key: encoder.encode(key, inside),
      ...("value" in descriptor ? { value: encoder.encode(value, inside) } : {}),
      ...(get ? { get: encoder.encode(get, along(inside, " (getter)")) } : {}),
      ...(set ? { set: encoder.encode(set, along(inside, " (setter)")) } : {}),
      flags: `${enumerable === true ? "e" : ""}${writable === true ? "w" : ""}${configurable === true ? "c" : ""}`,
    });
  }
  return {
    ...(keys.length > 0 ? { keys: shareKeys(encoder, keys), values } : {}),
    ...(properties.length > 0 ? { properties } : {}),
    ...(integrity ? { integrity } : {}),
  };
}

const lastKeys = new WeakMap<Encoder, readonly string[]>();

/** Objects of one shape often come in a row: one list of keys is enough for them. */
function shareKeys(encoder: Encoder, keys: readonly string[]): readonly string[] {
  const last = lastKeys.get(encoder);
  if (last?.length === keys.length && keys.every((key, index) => key === last[index])) return last;
  lastKeys.set(encoder, keys);
  return keys;
}

/** Encodes the prototype, unless it is the one that the kind has anyway. */
export function encodePrototype(
  encoder: Encoder,
  object: object,
  usual: string,
  trail: Trail | undefined,
): { readonly prototype?: Encoded } {
  const prototype = Object.getPrototypeOf(object) as object | null;
  if (isPrototypeOf(prototype, usual)) return {};
  return { prototype: encoder.encode(prototype, along(trail, " (prototype)")) };
}

/** Whether this is `Map.prototype` and the like, of this realm or another. */
export function isPrototypeOf(prototype: object | null, name: string): boolean {
  if (prototype === null) return false;
  const own = (globalThis as Record<string, unknown>)[name] as { prototype?: object } | undefined;
  if (own?.prototype === prototype) return true;
  const constructor = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value as unknown;
  return (
    typeof constructor === "function" &&
    constructor.prototype === prototype &&
    Function.prototype.toString.call(constructor).includes("[native code]") &&
    constructor.name === name
  );
}

function integrityOf(object: object): OwnState["integrity"] {
  if (Object.isExtensible(object)) return undefined;
  if (Object.isFrozen(object)) return "frozen";
  return Object.isSealed(object) ? "sealed" : "inextensible";
}
