import { EventEmitter } from "node:events";
import { findGlobal } from "../modules/known-globals.ts";
import { findBuiltin } from "../modules/known-modules.ts";
import type { Encoder } from "./encoder.ts";
import { ownName } from "./own-name.ts";
import { isPrototypeOf } from "./own-state.ts";

const ofNode = new WeakMap<Function, boolean>();

/** The name of an object's class, when that is one of the language or of Node whose instances hold hidden things. */
export function findHeldClass(encoder: Encoder, object: object): string | undefined {
  for (
    let at = Object.getPrototypeOf(object) as object | null;
    at;
    at = Object.getPrototypeOf(at) as object | null
  ) {
    if (isPrototypeOf(at, "Object") || Object.getPrototypeOf(at) === null) return undefined;
    if (at === EventEmitter.prototype) return undefined; // Its listeners can be read.
    const maker = Object.getOwnPropertyDescriptor(at, "constructor")?.value as unknown;
    const isHeld =
      findGlobal(at) ?? findBuiltin(at) ?? (typeof maker === "function" && isOfNode(encoder, maker));
    if (isHeld) return nameOf(object);
  }
  return undefined;
}

function isOfNode(encoder: Encoder, maker: Function): boolean {
  let found = ofNode.get(maker);
  if (found === undefined) {
    found = Function.prototype.toString.call(maker).endsWith("{ [native code] }");
    const insight = found ? undefined : encoder.inspect(maker);
    if (insight && "location" in insight && insight.location)
      found = encoder.script(insight.location.scriptId)?.url.startsWith("node:") === true;
    ofNode.set(maker, found);
  }
  return found;
}

function nameOf(object: object): string {
  for (let at: object | null = object; at; at = Object.getPrototypeOf(at) as object | null) {
    const maker = Object.getOwnPropertyDescriptor(at, "constructor")?.value as unknown;
    if (typeof maker === "function" && maker !== Object) return ownName(maker);
  }
  return Object.prototype.toString.call(object).slice("[object ".length, -1);
}
