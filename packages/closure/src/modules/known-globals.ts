import { intrinsics } from "../revive/intrinsics.ts";

/** Where a value is found by name in every thread. */
export interface GlobalPath {
  readonly path: readonly string[];
  readonly holds: "value" | "get" | "set";
}

// What Node has beside the language itself. Those of the language are read from `languageNames`.
const nodeNames = [
  "AbortController", "AbortSignal", "Blob", "BroadcastChannel", "Buffer", "ByteLengthQueuingStrategy", "CloseEvent",
  "CompressionStream", "CountQueuingStrategy", "Crypto", "CryptoKey", "CustomEvent", "DOMException",
  "DecompressionStream", "ErrorEvent", "Event", "EventSource", "EventTarget", "File", "FormData", "Headers",
  "MessageChannel", "MessageEvent", "MessagePort", "Navigator", "Performance", "PerformanceEntry", "PerformanceMark",
  "PerformanceMeasure", "PerformanceObserver", "PerformanceObserverEntryList", "PerformanceResourceTiming",
  "ReadableByteStreamController", "ReadableStream", "ReadableStreamBYOBReader", "ReadableStreamBYOBRequest",
  "ReadableStreamDefaultController", "ReadableStreamDefaultReader", "Request", "Response", "Storage", "SubtleCrypto",
  "TextDecoder", "TextDecoderStream", "TextEncoder", "TextEncoderStream", "TransformStream",
  "TransformStreamDefaultController", "URL", "URLPattern", "URLSearchParams", "WebAssembly", "WebSocket",
  "WritableStream", "WritableStreamDefaultController", "WritableStreamDefaultWriter", "atob", "btoa", "clearImmediate",
  "clearInterval", "clearTimeout", "console", "crypto", "fetch", "global", "localStorage", "navigator", "performance",
  "process", "queueMicrotask", "sessionStorage", "setImmediate", "setInterval", "setTimeout", "structuredClone",
]; // prettier-ignore

const languageNames = [
  "AggregateError", "Array", "ArrayBuffer", "AsyncDisposableStack", "Atomics", "BigInt", "BigInt64Array",
  "BigUint64Array", "Boolean", "DataView", "Date", "DisposableStack", "Error", "EvalError", "FinalizationRegistry",
  "Float16Array", "Float32Array", "Float64Array", "Function", "Infinity", "Int16Array", "Int32Array", "Int8Array",
  "Intl", "Iterator", "JSON", "Map", "Math", "NaN", "Number", "Object", "Promise", "Proxy", "RangeError",
  "ReferenceError", "Reflect", "RegExp", "Set", "SharedArrayBuffer", "String", "SuppressedError", "Symbol",
  "SyntaxError", "Temporal", "TypeError", "URIError", "Uint16Array", "Uint32Array", "Uint8Array", "Uint8ClampedArray",
  "WeakMap", "WeakRef", "WeakSet", "decodeURI", "decodeURIComponent", "encodeURI", "encodeURIComponent", "escape",
  "eval", "globalThis", "isFinite", "isNaN", "parseFloat", "parseInt", "undefined", "unescape", "gc",
]; // prettier-ignore

const names = new Set([...languageNames, ...nodeNames]);
// Getters of `globalThis` that only hand out what is there; others load much, or warn.
const plainGetters = new Set(["process", "Buffer"]);
let known: Map<unknown, GlobalPath> | undefined;

/** Whether every thread of Node has a global variable of this name. */
export function isStandardGlobal(name: string): boolean {
  return names.has(name);
}

/** The name of a value that every thread has: a built-in object, or a function or object it holds. */
export function findGlobal(value: unknown): GlobalPath | undefined {
  known ??= collect();
  return known.get(value);
}

function collect(): Map<unknown, GlobalPath> {
  const found = new Map<unknown, GlobalPath>([[globalThis, { path: ["globalThis"], holds: "value" }]]);
  const add = (value: unknown, path: readonly string[], holds: GlobalPath["holds"], deeper: number): void => {
    if ((typeof value !== "object" && typeof value !== "function") || value === null || found.has(value))
      return;
    found.set(value, { path, holds });
    if (deeper > 0) addMembers(value, path, deeper);
  };
  const addMembers = (object: object, path: readonly string[], deeper: number): void => {
    for (const key of Reflect.ownKeys(object)) {
      const name = typeof key === "string" ? key : symbolName(key);
      const descriptor = Object.getOwnPropertyDescriptor(object, key);
      if (name === undefined || !descriptor) continue;
      add(descriptor.value, [...path, name], "value", deeper - 1);
      add(descriptor.get, [...path, name], "get", 0);
      add(descriptor.set, [...path, name], "set", 0);
    }
  };
  for (const name of languageNames) add(valueOf(name), [name], "value", 3);
  for (const [name, value] of Object.entries(intrinsics)) add(value, [name], "value", 2);
  for (const name of nodeNames)
    add(valueOf(name), [name], "value", name === "console" || name === "process" ? 1 : 2);
  return found;
}

function valueOf(name: string): unknown {
  const descriptor = Object.getOwnPropertyDescriptor(globalThis, name);
  return plainGetters.has(name) ? (globalThis as Record<string, unknown>)[name] : descriptor?.value;
}

function symbolName(key: symbol): string | undefined {
  const description = key.description;
  return description?.startsWith("Symbol.") ? `@@${description.slice("Symbol.".length)}` : undefined;
}
