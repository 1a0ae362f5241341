import { intrinsics, intrinsicsOf } from "../revive/intrinsics.ts";

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
// On some versions of Node these are getters of `globalThis` that load much, or warn.
const costlyGetters = new Set([
  "FormData",
  "Headers",
  "Request",
  "Response",
  "localStorage",
  "sessionStorage",
]);
const known = new WeakMap<object, GlobalPath>();
const realms = new WeakSet();

/** Whether every thread of Node has a global variable of this name. */
export function isStandardGlobal(name: string): boolean {
  return names.has(name);
}

/** The name of a value that every thread has: a built-in object, or a function or object it holds. */
export function findGlobal(value: object): GlobalPath | undefined {
  if (!realms.has(globalThis)) learnOwn();
  return known.get(value);
}

/** Notes the built-in objects of a `vm` context: where functions are revived, those of that place stand in for them. */
export function learnRealm(global: object): void {
  if (realms.has(global) || global === globalThis) return;
  realms.add(global);
  for (const name of languageNames) {
    const value = Object.getOwnPropertyDescriptor(global, name)?.value as unknown;
    if (typeof value === "function" && !isNative(value)) continue;
    add(value, [name], "value", name === "globalThis" ? 0 : 3);
    if (name === "Function") learnIntrinsics(intrinsicsOf(value as FunctionConstructor));
  }
}

function learnOwn(): void {
  realms.add(globalThis);
  add(globalThis, ["globalThis"], "value", 0);
  for (const name of languageNames) add(valueOf(name), [name], "value", 3);
  learnIntrinsics(intrinsics);
  for (const name of nodeNames) add(valueOf(name), [name], "value", name === "console" ? 1 : 2);
}

function learnIntrinsics(found: Readonly<Record<string, object>>): void {
  for (const [name, value] of Object.entries(found)) add(value, [name], "value", 2);
}

function add(value: unknown, path: readonly string[], holds: GlobalPath["holds"], deeper: number): void {
  if ((typeof value !== "object" && typeof value !== "function") || value === null || known.has(value))
    return;
  known.set(value, { path, holds });
  if (deeper === 0) return;
  for (const key of Reflect.ownKeys(value)) {
    const name = typeof key === "string" ? key : symbolName(key);
    const descriptor = Object.getOwnPropertyDescriptor(value, key);
    // The module of the entry script, which `process` holds, is no other thread's.
    if (name === undefined || name === "mainModule" || !descriptor) continue;
    add(descriptor.value, [...path, name], "value", deeper - 1);
    add(descriptor.get, [...path, name], "get", 0);
    add(descriptor.set, [...path, name], "set", 0);
  }
}

function isNative(fn: Function): boolean {
  return Function.prototype.toString.call(fn).endsWith("{ [native code] }");
}

function valueOf(name: string): unknown {
  const descriptor = Object.getOwnPropertyDescriptor(globalThis, name);
  if (!descriptor || costlyGetters.has(name)) return descriptor?.value;
  return (globalThis as Record<string, unknown>)[name];
}

function symbolName(key: symbol): string | undefined {
  const description = key.description;
  return description?.startsWith("Symbol.") ? `@@${description.slice("Symbol.".length)}` : undefined;
}
