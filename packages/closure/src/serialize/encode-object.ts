import { types } from "node:util";
import type { Encoded, Node, OwnState } from "../serialized-value.ts";
import { isBareList } from "./bare-list.ts";
import { encodeBinary } from "./encode-binary.ts";
import { encodeEmitter } from "./encode-emitter.ts";
import { encodePrimitive } from "./encode-primitive.ts";
import type { Encoder } from "./encoder.ts";
import { findHeldClass } from "./held-class.ts";
import { encodePrivates } from "./encode-privates.ts";
import { encodeOwnState, encodePrototype, isPrototypeOf } from "./own-state.ts";
import { isSparse } from "./sparse-array.ts";
import { along, alongProperty, type Trail } from "./trail.ts";

/** Encodes an object that is no function and is found nowhere by name. */
export function encodeObject(encoder: Encoder, object: object, trail: Trail | undefined): Node {
  if (isPlain(object)) return { kind: "object", ...encodeOwnState(encoder, object, trail) };
  const refusal = refusalOf(object);
  if (refusal) {
    encoder.refuse(trail, ...refusal);
    return { kind: "object" };
  }
  if (object instanceof URL && isPrototypeOf(Object.getPrototypeOf(object) as object, "URL"))
    return encodeUrl(encoder, object, trail);
  if (
    object instanceof URLSearchParams &&
    isPrototypeOf(Object.getPrototypeOf(object) as object, "URLSearchParams")
  )
    return {
      kind: "searchParams",
      text: object.toString(),
      ...encodeOwnState(encoder, object, trail),
    };
  const held = hasOwnKind(object) ? undefined : findHeldClass(encoder, object);
  if (held !== undefined) {
    encoder.refuse(trail, ...refusalOfHeld(held));
    return { kind: "object" };
  }
  const privates = encodePrivates(encoder, object, trail);
  const state = (usual: string, skip?: (key: string | symbol) => boolean): OwnState => ({
    ...encodePrototype(encoder, object, usual, trail),
    ...encodeOwnState(encoder, object, trail, skip),
    ...privates,
  });
  if (Array.isArray(object)) {
    // Its elements are properties then, and its length is one of them.
    if (isSparse(object)) return { kind: "array", items: [], ...state("Array") };
    const items = encodeItems(encoder, object, trail);
    if (isBareList(object) && !privates.privates)
      return { kind: "array", items, ...encodePrototype(encoder, object, "Array", trail) };
    return {
      kind: "array",
      items,
      ...state("Array", (key) => key === "length" || isIndex(key, object.length)),
    };
  }
  if (types.isMap(object)) {
    const items = [...Map.prototype.entries.call(object)].flatMap(([key, value], index) => [
      encoder.encode(key, along(trail, ` (key ${index})`)),
      encoder.encode(
        value,
        typeof key === "string"
          ? along(trail, `.get(${JSON.stringify(key)})`)
          : along(trail, ` (value ${index})`),
      ),
    ]);
    return { kind: "map", items, ...state("Map") };
  }
  if (types.isSet(object)) {
    const items = [...Set.prototype.values.call(object)].map((value, index) =>
      encoder.encode(value, along(trail, ` (element ${index})`)),
    );
    return { kind: "set", items, ...state("Set") };
  }
  if (types.isDate(object))
    return {
      kind: "date",
      time: encoder.encode(Date.prototype.getTime.call(object), trail),
      ...state("Date"),
    };
  if (types.isRegExp(object)) {
    const { source, flags } = object;
    return {
      kind: "regexp",
      source,
      flags,
      ...state("RegExp", (key) => key === "lastIndex" && object.lastIndex === 0),
    };
  }
  if (types.isBoxedPrimitive(object)) {
    const [usual, value] = unbox(object);
    const length = typeof value === "string" ? value.length : 0;
    return {
      kind: "boxed",
      value: encoder.encode(value, trail),
      ...state(usual, (key) => typeof value === "string" && (key === "length" || isIndex(key, length))),
    };
  }
  if (isError(object)) {
    const stack: unknown = object.stack;
    const exception = object instanceof DOMException && readException(object);
    return {
      kind: "error",
      stack: encoder.encode(typeof stack === "string" ? stack : undefined, trail),
      ...(exception ? { exception } : {}),
      ...state(exception ? "DOMException" : "Error", (key) => key === "stack"),
    };
  }
  const special = encodeBinary(encoder, object, trail, state) ?? encodeEmitter(encoder, object, trail, state);
  if (special) return special;
  if (Object.getPrototypeOf(object) === null)
    return { kind: "null", ...encodeOwnState(encoder, object, trail) };
  return { kind: "object", ...state("Object") };
}

/** The class of a boxed primitive and what is in it, whatever `valueOf` it has. */
function unbox(object: object): [name: string, value: unknown] {
  if (types.isStringObject(object)) return ["String", String.prototype.valueOf.call(object)];
  if (types.isNumberObject(object)) return ["Number", Number.prototype.valueOf.call(object)];
  if (types.isBooleanObject(object)) return ["Boolean", Boolean.prototype.valueOf.call(object)];
  if (types.isBigIntObject(object)) return ["BigInt", BigInt.prototype.valueOf.call(object)];
  return ["Symbol", Symbol.prototype.valueOf.call(object)];
}

function encodeItems(encoder: Encoder, array: readonly unknown[], trail: Trail | undefined): Encoded[] {
  const items: Encoded[] = [];
  for (let index = 0; index < array.length; index++) {
    const item = array[index];
    if (item === undefined && !Object.hasOwn(array, index)) items.push({ special: "hole" });
    else items.push(encodePrimitive(item) ?? encoder.encode(item, alongProperty(trail, index)));
  }
  return items;
}

function isIndex(key: string | symbol, length: number): boolean {
  return typeof key === "string" && /^(0|[1-9]\d*)$/.test(key) && Number(key) < length;
}

/** The many. What else has this prototype is looked at more closely. */
function isPlain(object: object): boolean {
  return (
    !types.isProxy(object) &&
    Object.getPrototypeOf(object) === Object.prototype &&
    !types.isArgumentsObject(object) &&
    !types.isExternal(object) &&
    !hasOwnKind(object) &&
    !types.isPromise(object)
  );
}

type Refusal = readonly [reason: string, remedy: string];

const refusalOfIterator: Refusal = [
  "is an iterator in progress, whose state is hidden",
  "Capture its elements: `const list = [...iterator];`.",
];

function refusalOfHeld(className: string): Refusal {
  if (className.endsWith(" Iterator")) return refusalOfIterator; // of arrays, strings, matches
  return [
    `is ${/^[AEIOU]/.test(className) ? "an" : "a"} \`${className}\`, which belongs to this process`,
    "Make it inside the function, where the function runs: `let it; const fn = (x) => { it ??= open(); ... }`.",
  ];
}

/** Why objects of some kinds can never travel, and what to do. */
function refusalOf(object: object): Refusal | undefined {
  if (types.isProxy(object))
    return [
      "is a Proxy, whose target and handler are hidden",
      "Capture the object behind it, or make the proxy inside the function.",
    ];
  if (types.isPromise(object))
    return ["is a promise, which is settled in this thread only", "Await it first and capture the result."];
  if (types.isWeakMap(object) || types.isWeakSet(object))
    return [
      `is a ${types.isWeakMap(object) ? "WeakMap" : "WeakSet"}, whose contents cannot be listed`,
      "Use a Map or Set, or make it inside the function. If a compiler made it of `#private` members, compile for ES2022 or later.",
    ];
  if (object instanceof WeakRef)
    return [
      "is a WeakRef, which has no meaning in another thread",
      "Capture what it points to: `const target = ref.deref();`.",
    ];
  if (types.isGeneratorObject(object))
    return [
      "is a generator in progress, whose state is hidden",
      "Capture the function that makes it, or its elements: `const list = [...generator];`.",
    ];
  if (types.isMapIterator(object) || types.isSetIterator(object)) return refusalOfIterator;
  if (types.isExternal(object))
    return ["is a pointer of a native library", "Open it inside the function, where the function runs."];
  if (types.isArgumentsObject(object))
    return ["is an `arguments` object, tied to a call", "Capture a copy: `const args = [...arguments];`."];
  if (types.isModuleNamespaceObject(object))
    return [
      "is a module namespace whose module cannot be told from it",
      "Use the import's own name inside the function, or capture the members you need.",
    ];
  return undefined;
}

/** Whether what the object holds beside its properties can be read, whatever class it is of. */
function hasOwnKind(object: object): boolean {
  return (
    Array.isArray(object) ||
    ArrayBuffer.isView(object) ||
    types.isMap(object) ||
    types.isSet(object) ||
    types.isDate(object) ||
    types.isRegExp(object) ||
    types.isBoxedPrimitive(object) ||
    isError(object) ||
    types.isAnyArrayBuffer(object)
  );
}

function isError(object: object): object is Error {
  return types.isNativeError(object) || object instanceof DOMException;
}

/** A subclass may have getters of its own in front of these. */
function readException(object: DOMException): { name: string; message: string } {
  const read = (key: "name" | "message"): string => String(Reflect.get(DOMException.prototype, key, object));
  return { name: read("name"), message: read("message") };
}

const searchParamsOf = Object.getOwnPropertyDescriptor(URL.prototype, "searchParams")!.get as () => object;

function encodeUrl(encoder: Encoder, url: URL, trail: Trail | undefined): Node {
  // Where its query travels too, a change to the one is to change the other.
  encoder.atEnd(() => {
    const place = encoder.placeOf(searchParamsOf.call(url));
    const query = encoder.nodes()[place];
    if (query?.kind === "searchParams") encoder.set(place, { ...query, url: { ref: encoder.placeOf(url) } });
  });
  return { kind: "url", text: url.href, ...encodeOwnState(encoder, url, trail) };
}
