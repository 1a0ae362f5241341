import { EventEmitter } from "node:events";
import vm from "node:vm";
import { ClosureError } from "../errors.ts";
import type { Encoded, Node, OwnState, SerializedValue } from "../serialized-value.ts";
import { makeBuffer, makeView } from "./binary.ts";
import { addListeners } from "./emitter.ts";
import { importerFor, requireFor, resolveImport, viteImporterFor } from "./imports.ts";
import { intrinsics } from "./intrinsics.ts";
import { makeMeta } from "./meta.ts";
import { createStamp } from "./stamp.ts";
import { fillState } from "./own-state.ts";

/**
 * Makes a value again from what `serialize` returned: in the same thread, in another, in another process or on
 * another machine that has the same modules.
 *
 * Modules the value refers to are imported first, one after the other; each is loaded once. Functions get back their
 * name, own properties and strictness; their stacks show the file, line and column they were written at.
 *
 * @param data - Also after structured clone, or after JSON with the `Uint8Array`s put back.
 * @throws {@link ClosureError} when the data is none of ours, or a module cannot be imported or lacks an export.
 *
 * @example
 * ```ts
 * import { parentPort } from "node:worker_threads";
 * import { revive, type SerializedValue } from "@holdall/closure/revive";
 *
 * parentPort?.once("message", async (data: SerializedValue) => {
 *   const fn = await revive<() => unknown>(data);
 *   parentPort?.postMessage(fn());
 * });
 * ```
 */
export async function revive<T = unknown>(data: SerializedValue): Promise<T> {
  if (typeof data !== "object" || (data as { format?: unknown } | null)?.format !== 1)
    throw new ClosureError(
      "HOLDALL_CLOSURE_BAD_DATA",
      "Expected `data` to be what `serialize` of the same version of @holdall/closure returned",
    );
  const { nodes, root } = data;
  const made: unknown[] = new Array<unknown>(nodes.length);
  const state = new Uint8Array(nodes.length);
  const stamp = createStamp();
  const afterwards: (() => void)[] = [];
  for (const [index, node] of nodes.entries())
    if (node.kind === "import") {
      made[index] = await resolveImport(node);
      state[index] = 2;
    }

  const decode = (value: Encoded): unknown => {
    if (typeof value !== "object" || value === null) return value;
    if ("ref" in value) return make(value.ref);
    if ("bigint" in value) return BigInt(value.bigint);
    return special(value.special);
  };

  /** Makes the value of a node, still empty. */
  const make = (index: number): unknown => {
    if (state[index] === 2) return made[index];
    const node = nodes[index];
    if (!node || state[index] === 1)
      throw new ClosureError(
        "HOLDALL_CLOSURE_BAD_DATA",
        `Node ${index} of the data is missing or needs itself. This is a bug in holdall.`,
      );
    state[index] = 1;
    const value = makeNode(node, index);
    made[index] = value;
    state[index] = 2;
    return value;
  };

  const makeNode = (node: Node, index: number): unknown => {
    switch (node.kind) {
      case "code":
        return compile(node);
      case "stamp":
        return stamp;
      case "object":
        if (node.stampedBy !== undefined)
          return stamp.construct(
            decode(node.stampedBy) as Function,
            decode(node.prototype ?? null) as object,
          );
        return node.prototype === undefined
          ? {}
          : (Object.create(decode(node.prototype) as object | null) as unknown);
      case "null":
        return Object.create(null) as unknown;
      case "array":
        return withPrototype(new Array<unknown>(node.items.length), node);
      case "map":
        return withPrototype(new Map(), node);
      case "set":
        return withPrototype(new Set(), node);
      case "date":
        return withPrototype(new Date(decode(node.time) as number), node);
      case "regexp":
        return withPrototype(new RegExp(node.source, node.flags), node);
      case "boxed":
        return withPrototype(Object(decode(node.value)) as object, node);
      case "error":
        return makeError(withPrototype(newError(node), node), decode(node.stack) as string | undefined);
      case "buffer":
        return withPrototype(makeBuffer(node), node);
      case "shared":
        return withPrototype(node.bytes.buffer, node);
      case "view":
        return withPrototype(makeView(node, decode(node.buffer) as ArrayBuffer), node);
      case "emitter":
        return withPrototype(new EventEmitter({ captureRejections: node.captureRejections }), node);
      case "url":
        return new URL(node.text);
      case "searchParams":
        return node.url === undefined
          ? new URLSearchParams(node.text)
          : (decode(node.url) as URL).searchParams;
      case "function": {
        const factory = make(node.code) as (...args: unknown[]) => unknown;
        const code = nodes[node.code] as Extract<Node, { kind: "code" }>;
        let result = factory(...node.scopes.map(make), ...node.captured.map(decode));
        if (code.late) {
          const [fn, set] = result as [unknown, (values: unknown[]) => void];
          afterwards.push(() => set(node.late.map(decode)));
          result = fn;
        }
        if (code.holds !== "function") {
          const home = result as object;
          const { parent } = node;
          // `super` is looked up in the prototype of the object that a method was defined in.
          if (parent !== undefined)
            afterwards.push(() => void Object.setPrototypeOf(home, decode(parent) as object | null));
          const [key] = Reflect.ownKeys(home);
          result = Object.getOwnPropertyDescriptor(home, key ?? "")?.[code.holds];
        }
        return withPrototype(named(result as Function, node.name), node);
      }
      case "bound": {
        const target = decode(node.target) as Function;
        const fn = Function.prototype.bind.call(
          target,
          decode(node.self),
          ...node.args.map(decode),
        ) as Function;
        return withPrototype(named(fn, node.name), node);
      }
      case "scope":
        return Object.create(null) as unknown;
      case "prototype":
        return withPrototype((decode(node.of) as { prototype: object }).prototype, node);
      case "member":
        // Must be asked before anything is put in its place: nothing is filled in yet.
        return Object.getOwnPropertyDescriptor(decode(node.of), decode(node.key) as string)?.[
          node.holds
        ] as unknown;
      case "symbol":
        return node.registered
          ? Symbol.for(node.name)
          : (Symbol as unknown as Record<string, symbol>)[node.name];
      case "global":
        return findGlobal(node.path, node.holds);
      case "importer":
        return node.by === "vite" ? viteImporterFor(node.parent) : importerFor(node.parent);
      case "require":
        return requireFor(node.parent);
      case "meta":
        return makeMeta(node.url);
      case "import":
        return made[index];
      default:
        throw new ClosureError(
          "HOLDALL_CLOSURE_BAD_DATA",
          `The data has a node of the kind \`${String((node satisfies never as { kind: unknown }).kind)}\`, which this version does not know`,
        );
    }
  };

  const withPrototype = <O extends object>(object: O, node: OwnState): O =>
    node.prototype === undefined
      ? object
      : (Object.setPrototypeOf(object, decode(node.prototype) as object | null) as O);

  for (let index = 0; index < nodes.length; index++) make(index);
  for (const [index, node] of nodes.entries())
    if ("privates" in node)
      for (const { of } of node.privates ?? []) {
        const cls = decode(of) as Function;
        if (node.stampedBy === undefined || cls !== decode(node.stampedBy))
          stamp.extend(cls, made[index] as object);
      }
  for (const finish of afterwards) finish();
  for (const [index, node] of nodes.entries()) fillContents(node, made[index], decode);
  for (const [index, node] of nodes.entries()) {
    if (isStateful(node)) fillState(made[index] as object, node, decode);
    if (node.kind === "function" && node.statics)
      stamp.set(made[index] as object, made[index] as object, node.statics.map(decode));
    if ("privates" in node)
      for (const { of, values } of node.privates ?? [])
        stamp.set(decode(of) as object, made[index] as object, values.map(decode));
  }
  for (const [index, node] of nodes.entries())
    if (isStateful(node) && node.integrity) fix(made[index] as object, node.integrity);
  return decode(root) as T;
}

/** Puts in what a node holds beside its properties. */
function fillContents(node: Node, value: unknown, decode: (value: Encoded) => unknown): void {
  if (node.kind === "array") {
    const array = value as unknown[];
    for (const [index, item] of node.items.entries()) if (!isHole(item)) array[index] = decode(item);
  } else if (node.kind === "map") {
    for (let index = 0; index < node.items.length; index += 2)
      Map.prototype.set.call(value, decode(node.items[index] ?? null), decode(node.items[index + 1] ?? null));
  } else if (node.kind === "set") for (const item of node.items) Set.prototype.add.call(value, decode(item));
  else if (node.kind === "scope")
    for (const [index, key] of node.keys.entries())
      Object.defineProperty(value, key, {
        value: decode(node.values[index] ?? null),
        writable: true,
        enumerable: true,
        configurable: true,
      });
  else if (node.kind === "emitter") addListeners(value as EventEmitter, node.listeners, decode);
}

function isHole(value: Encoded): boolean {
  return typeof value === "object" && value !== null && "special" in value && value.special === "hole";
}

function isStateful(node: Node): node is Node & OwnState {
  return "keys" in node || "properties" in node || "integrity" in node;
}

function fix(object: object, integrity: NonNullable<OwnState["integrity"]>): void {
  if (integrity === "frozen") Object.freeze(object);
  else if (integrity === "sealed") Object.seal(object);
  else Object.preventExtensions(object);
}

function compile({ source, filename, line, column }: Extract<Node, { kind: "code" }>): unknown {
  return new vm.Script(source, { filename, lineOffset: line, columnOffset: column }).runInThisContext();
}

function named(fn: Function, name: string | undefined): Function {
  if (name !== undefined && fn.name !== name)
    Object.defineProperty(fn, "name", { value: name, configurable: true });
  return fn;
}

function newError({ exception }: Extract<Node, { kind: "error" }>): Error {
  return exception ? new DOMException(exception.message, exception.name) : new Error();
}

function makeError(error: object, stack: string | undefined): object {
  Object.defineProperty(error, "stack", { value: stack, writable: true, configurable: true });
  return error;
}

function special(name: string): unknown {
  switch (name) {
    case "undefined":
      return undefined;
    case "-0":
      return -0;
    default:
      return Number(name);
  }
}

function findGlobal(path: readonly string[], holds: "value" | "get" | "set"): unknown {
  const [first = "", ...rest] = path;
  let value: unknown = first.startsWith("%")
    ? intrinsics[first]
    : (globalThis as Record<string, unknown>)[first];
  for (const [index, key] of rest.entries()) {
    const name = key.startsWith("@@") ? (Symbol as unknown as Record<string, symbol>)[key.slice(2)] : key;
    const last = index === rest.length - 1;
    value =
      last && holds !== "value"
        ? Object.getOwnPropertyDescriptor(value, name ?? key)?.[holds]
        : (value as Record<string | symbol, unknown>)[name ?? key];
  }
  if (value === undefined)
    throw new ClosureError("HOLDALL_CLOSURE_BAD_DATA", `This version of Node has no \`${path.join(".")}\``);
  return value;
}
