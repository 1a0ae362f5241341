import { parseFunctionSource } from "../source/function-source.ts";
import type { OwnState } from "../serialized-value.ts";
import { classMembers } from "./class-copy.ts";
import type { Encoder } from "./encoder.ts";
import { isMember } from "./function-state.ts";
import { encodeOwnState, isPrototypeOf } from "./own-state.ts";
import { along, type Trail } from "./trail.ts";

/** Encodes what an object in a `prototype` property has beside what its function or class puts there by itself. */
export function encodePrototypeState(
  encoder: Encoder,
  prototype: object,
  maker: object,
  trail: Trail | undefined,
): OwnState {
  const source = parseFunctionSource(Function.prototype.toString.call(maker), true);
  const members = new Set(source?.class ? classMembers(prototype, source, source.class) : []);
  const own = encodeOwnState(
    encoder,
    prototype,
    trail,
    (key, descriptor) => key === "constructor" || isMember(members, descriptor),
  );
  const parent = Object.getPrototypeOf(prototype) as object | null;
  const usual = source?.class?.heritage
    ? parent === (Object.getPrototypeOf(maker) as { prototype?: unknown }).prototype
    : source?.class?.extendsNull === true || isPrototypeOf(parent, "Object");
  return usual ? own : { prototype: encoder.encode(parent, along(trail, " (prototype)")), ...own };
}
