import {
  AbortError,
  describeValue,
  GraphError,
  HoldallError,
  InvalidArgumentError,
  isError,
  NotSynchronousError,
  SpillError,
  TaskCrashedError,
  TaskError,
  TimeoutError,
  UnregisteredClassError,
} from "@holdall/core/task";
import { decode, encode } from "./codec.ts";

/** An error as data: what structured clone drops of it is all here. */
export interface WireError {
  /** Name of its class. */
  readonly className: string;
  /** Its nearest ancestor that every thread has. */
  readonly base: string;
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** Own properties, `code` and the like. */
  readonly properties: readonly (readonly [string, WireValue])[];
  readonly cause?: WireValue;
  /** Those of an AggregateError. */
  readonly errors?: readonly WireValue[];
}

/** What may stand in an error: another error, a value, or the description of a value that cannot be sent. */
export type WireValue =
  | { readonly kind: "error"; readonly error: WireError }
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "description"; readonly text: string };

const known: Readonly<Record<string, { readonly prototype: Error }>> = {
  Error,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
  AggregateError,
  DOMException,
  HoldallError,
  AbortError,
  GraphError,
  InvalidArgumentError,
  NotSynchronousError,
  SpillError,
  TaskCrashedError,
  TaskError,
  TimeoutError,
  UnregisteredClassError,
};

const deepest = 8; // errors that contain each other end here

/** Takes an error apart. Never throws, whatever the error does. */
export function toWireError(error: unknown, depth = 0): WireError {
  if (!isError(error)) {
    const message = `A value that is no error was thrown: ${describeValue(error)}`;
    return { className: "Error", base: "Error", name: "Error", message, stack: undefined, properties: [] };
  }
  const text = (key: "name" | "message" | "stack"): string | undefined => {
    const value = read(error, key);
    return typeof value === "string" ? value : undefined;
  };
  const own = ownNames(error);
  const errors = own.includes("errors") ? read(error, "errors") : undefined;
  return {
    className: classNameOf(error),
    base: baseOf(error),
    name: text("name") ?? "Error",
    message: text("message") ?? "",
    stack: text("stack"),
    properties: own
      .filter((key) => !["message", "stack", "cause", "errors"].includes(key))
      .map((key) => [key, toWireValue(read(error, key), depth)]),
    ...(own.includes("cause") ? { cause: toWireValue(read(error, "cause"), depth) } : {}),
    ...(Array.isArray(errors) ? { errors: errors.map((item) => toWireValue(item, depth)) } : {}),
  };
}

/** Whether an error that is put together again has the class that it had, and all that it held. */
export function isWhole(wire: WireError): boolean {
  const held = [...wire.properties.map(([, value]) => value), wire.cause, ...(wire.errors ?? [])];
  return (
    keepsClass(wire) &&
    held.every((value) => (value?.kind === "error" ? isWhole(value.error) : value?.kind !== "description"))
  );
}

/** Puts an error together again, with the class it had or one that looks like it. */
export function fromWireError(wire: WireError): Error {
  return restoreError(createError(wire), wire);
}

function createError({ base, message, name }: WireError): Error {
  switch (base) {
    case "AggregateError":
      return new AggregateError([]);
    case "DOMException":
      return new DOMException(message, name);
    default:
      return new Error();
  }
}

/** Gives an error back what structured clone dropped of it. */
export function restoreError(error: Error, wire: WireError): Error {
  const define = (key: string, value: unknown, enumerable: boolean): void =>
    void Object.defineProperty(error, key, { value, enumerable, writable: true, configurable: true });
  Object.setPrototypeOf(error, prototypeOf(wire));
  define("message", wire.message, false);
  define("stack", wire.stack, false);
  for (const [key, value] of wire.properties) define(key, fromWireValue(value), true);
  if (wire.cause !== undefined) define("cause", fromWireValue(wire.cause), false);
  if (wire.errors !== undefined) define("errors", wire.errors.map(fromWireValue), false);
  return error;
}

function toWireValue(value: unknown, depth: number): WireValue {
  if (isError(value)) {
    return depth < deepest
      ? { kind: "error", error: toWireError(value, depth + 1) }
      : { kind: "description", text: describeValue(value) };
  }
  try {
    // An error that its own cause leads back to can be written, but not read.
    decode(encode(value));
    return { kind: "value", value };
  } catch {
    return { kind: "description", text: describeValue(value) };
  }
}

function fromWireValue(wire: WireValue): unknown {
  switch (wire.kind) {
    case "error":
      return fromWireError(wire.error);
    case "value":
      return wire.value;
    case "description":
      return wire.text;
    default:
      return wire satisfies never;
  }
}

// A getter may throw.
function read(error: Error, key: string): unknown {
  try {
    return (error as unknown as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

function ownNames(error: Error): string[] {
  try {
    return Object.getOwnPropertyNames(error);
  } catch {
    return [];
  }
}

function classNameOf(error: Error): string {
  const constructor = read(error, "constructor");
  return typeof constructor === "function" ? constructor.name : "Error";
}

function baseOf(error: Error): string {
  for (let at: unknown = Object.getPrototypeOf(error); at !== null; at = Object.getPrototypeOf(at)) {
    const found = Object.entries(known).find(
      ([name, { prototype }]) => prototype === at || isOurs(error, at, name) || isForeign(error, at, name),
    );
    if (found !== undefined) return found[0];
  }
  return "Error";
}

// Code that was bundled for workers has copies of our classes.
function isOurs(error: Error, prototype: unknown, name: string): boolean {
  const code = read(error, "code");
  return (
    typeof code === "string" &&
    code.startsWith("HOLDALL_") &&
    (prototype as Error).constructor.name === name &&
    !(name in globalThis)
  );
}

// What the vm module runs has built-in classes of its own.
function isForeign(error: Error, prototype: unknown, name: string): boolean {
  return !(error instanceof Error) && classNameOf(prototype as Error) === name && name in globalThis;
}

function keepsClass({ className, base, name }: WireError): boolean {
  if (base === "DOMException") return true; // its name is its own affair
  return className === base && name === (known[base] ?? Error).prototype.name;
}

// A class of the user's is another one here than where the error was thrown; so one is made of its name.
function prototypeOf(wire: WireError): Error {
  const { className, base, name } = wire;
  const { prototype } = known[base] ?? Error;
  if (keepsClass(wire)) return prototype;
  const constructor = { [className]: class extends Error {} }[className]!;
  return Object.create(prototype, {
    constructor: { value: constructor, configurable: true, writable: true },
    name: { value: name, configurable: true, writable: true },
  }) as Error;
}
