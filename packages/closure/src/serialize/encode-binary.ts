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
    return { kind: "shared", bytes: new Uint8Array(object), ...state("SharedArrayBuffer") };
  }
  if (types.isArrayBuffer(object)) {
    whole.add(object);
    if (isDetached(object)) {
      encoder.refuse(
        trail,
        "is a buffer that was transferred, so that nothing is left in it",
        "Capture what it was transferred to, or transfer a copy: `buffer.slice()`.",
      );
      return { kind: "object" };
    }
    return {
      kind: "buffer",
      bytes: new Uint8Array(object.slice(0)),
      ...(isResizable(object) ? { maxByteLength: object.maxByteLength } : {}),
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
  if (types.isSharedArrayBuffer(buffer) || isResizable(buffer) || isDetached(buffer)) {
    const whole = { kind: "view", type, buffer: encoder.encode(buffer, trail), offset: byteOffset } as const;
    return { ...whole, ...(growsWithBuffer(view) ? {} : { length }), ...rest };
  }

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

interface Resizable {
  readonly maxByteLength: number;
  resize(length: number): void;
}

/** What may grow is not cut into the parts that views show of it. */
function isResizable(buffer: ArrayBufferLike): buffer is ArrayBuffer & Resizable {
  return (buffer as { resizable?: boolean }).resizable === true;
}

/** Nothing tells whether a view was made without a length; but a copy of it can be tried out. */
function growsWithBuffer(view: View): boolean {
  if (!isResizable(view.buffer) || Buffer.isBuffer(view)) return false;
  const copy = structuredClone(view) as View & { readonly buffer: Resizable };
  copy.buffer.resize(copy.buffer.maxByteLength);
  return copy.byteLength > view.byteLength;
}

/** Node 20 has no `detached` to ask. */
function isDetached(buffer: ArrayBufferLike): boolean {
  if (buffer.byteLength > 0) return false;
  try {
    new Uint8Array(buffer);
    return false;
  } catch {
    return true;
  }
}

function tagOf(view: View): string {
  return (view as unknown as { [Symbol.toStringTag]: string })[Symbol.toStringTag];
}
