import { types } from "node:util";
import type { Node, OwnState } from "../serialized-value.ts";
import { isBareList } from "./bare-list.ts";
import type { Encoder } from "./encoder.ts";
import { encodePrototype } from "./own-state.ts";
import type { Trail } from "./trail.ts";

type View = ArrayBufferView & { readonly length?: number };

/** Views met so far, by buffer, and buffers that are reached by themselves: in one run of `serialize`. */
const runs = new WeakMap<Encoder, { views: Map<ArrayBufferLike, View[]>; whole: Set<ArrayBufferLike> }>();

/** Encodes buffers and views of them. A view takes its own bytes only, unless others share them. */
export function encodeBinary(
  encoder: Encoder,
  object: object,
  trail: Trail | undefined,
  state: (usual: string, skip?: (key: string | symbol) => boolean) => OwnState,
): Node | undefined {
  let run = runs.get(encoder);
  if (!run) runs.set(encoder, (run = { views: new Map(), whole: new Set() }));
  const { views, whole } = run;

  if (types.isSharedArrayBuffer(object)) {
    if (encoder.options.sharedMemory !== true)
      encoder.refuse(
        trail,
        "is shared memory, which other processes cannot see",
        "Run it on threads, or capture a copy: `new Uint8Array(shared).slice()`.",
      );
    return { kind: "shared", buffer: object, ...state("SharedArrayBuffer") };
  }
  if (types.isArrayBuffer(object)) {
    whole.add(object);
    const { resizable, maxByteLength } = object as ArrayBuffer & {
      resizable?: boolean;
      maxByteLength?: number;
    };
    return {
      kind: "buffer",
      bytes: new Uint8Array(object.slice(0)),
      ...(resizable === true && maxByteLength !== undefined ? { maxByteLength } : {}),
      ...state("ArrayBuffer"),
    };
  }
  if (!ArrayBuffer.isView(object)) return undefined;
  const view: View = object;
  const type = Buffer.isBuffer(view) ? "Buffer" : types.isDataView(view) ? "DataView" : tagOf(view);
  const { buffer, byteOffset, byteLength } = view;
  const rest = isBareList(view)
    ? encodePrototype(encoder, view, type, trail)
    : state(type, (key) => typeof key === "string" && /^\d+$/.test(key));
  const length = type === "DataView" ? byteLength : (view.length ?? 0);
  if (types.isSharedArrayBuffer(buffer) || isLengthTracking(view))
    return { kind: "view", type, buffer: encoder.encode(buffer, trail), offset: byteOffset, length, ...rest };

  const siblings = views.get(buffer);
  if (siblings) siblings.push(view);
  else views.set(buffer, [view]);
  const own: Node = {
    kind: "view",
    type,
    buffer: { ref: encoder.add(undefined) },
    offset: 0,
    length,
    ...rest,
  };
  const ownBuffer = (own.buffer as { ref: number }).ref;
  const bytes = new Uint8Array(buffer.slice(byteOffset, byteOffset + byteLength));
  encoder.set(ownBuffer, { kind: "buffer", bytes });
  encoder.atEnd(() => {
    const overlaps = (views.get(buffer) ?? []).some((other) => other !== view && overlap(view, other));
    if (!overlaps && !whole.has(buffer)) return;
    Object.assign(own, { buffer: encoder.encode(buffer, trail), offset: byteOffset });
    encoder.set(ownBuffer, { kind: "object" });
  });
  return own;
}

function overlap(a: View, b: View): boolean {
  return a.byteOffset < b.byteOffset + b.byteLength && b.byteOffset < a.byteOffset + a.byteLength;
}

/** Such a view grows with its buffer, so it cannot be cut from it. */
function isLengthTracking(view: View): boolean {
  return (view.buffer as { resizable?: boolean }).resizable === true;
}

function tagOf(view: View): string {
  return (view as unknown as { [Symbol.toStringTag]: string })[Symbol.toStringTag];
}
