import { types } from "node:util";
import { findGlobal } from "../modules/known-globals.ts";
import { findBuiltin, findCommonJs } from "../modules/known-modules.ts";
import { referenceOf } from "../revive/imports.ts";
import type { Node } from "../serialized-value.ts";
import { encodeFunction } from "./encode-function.ts";
import { encodeObject } from "./encode-object.ts";
import { encodeSymbol } from "./encode-symbol.ts";
import type { Encoder } from "./encoder.ts";
import { findNamespace } from "./find-namespace.ts";
import { encodePrototypeState } from "./prototype-state.ts";
import { along, type Trail } from "./trail.ts";

/** The node for a value that is no primitive: by name where every thread has it, by reference or by value. */
export function describeValue(encoder: Encoder, value: object | symbol, trail: Trail | undefined): Node {
  if (typeof value === "symbol") return encodeSymbol(encoder, value, trail);
  if (!isOften(value)) {
    const global = findGlobal(value);
    if (global) return { kind: "global", ...global };
    const imported = referenceOf(value) ?? findBuiltin(value) ?? findNamespace(encoder, value);
    if (imported) return imported;
  }
  const member = encoder.members.get(value);
  if (member)
    return {
      kind: "member",
      of: encoder.encode(member.holder, trail),
      key: encoder.encode(member.key, trail),
      holds: member.holds,
    };
  if (types.isProxy(value)) return encodeObject(encoder, value, trail);
  if (typeof value === "function") return encodeFunction(encoder, value, trail);
  const maker = makerOf(value);
  if (maker)
    return {
      kind: "prototype",
      of: encoder.encode(maker, along(trail, ".constructor")),
      ...encodePrototypeState(encoder, value, maker, trail),
    };
  return findCommonJs(value) ?? encodeObject(encoder, value, trail);
}

/** Arrays are never looked up by name: it would cost more than it finds. */
function isOften(value: object): boolean {
  return !types.isProxy(value) && Array.isArray(value);
}

/** The function whose `prototype` an object is. */
function makerOf(object: object): object | undefined {
  const maker = Object.getOwnPropertyDescriptor(object, "constructor")?.value as unknown;
  if (typeof maker !== "function") return undefined;
  return Object.getOwnPropertyDescriptor(maker, "prototype")?.value === object ? maker : undefined;
}
