import { Buffer } from "node:buffer";
import { types } from "node:util";
import v8 from "node:v8";

// By place: how a view is named in a block.
const viewKinds = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  DataView,
] as const;
/** A typed array of whatever kind. */
export type TypedArray =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array;

const bufferKind = viewKinds.length;
const sharedView = bufferKind + 1;

/** Node's typings leave out that these classes are made to be extended. */
interface HostObjects {
  _setTreatArrayBufferViewsAsHostObjects(treat: boolean): void;
}

/**
 * Writes what structured clone takes, but for views: of each its own bytes only, and of views of shared memory, where
 * that can be shared, none.
 */
export class BlockSerializer extends v8.Serializer {
  readonly memories: SharedArrayBuffer[] = [];
  readonly #sharesMemory: boolean;

  constructor(sharesMemory: boolean) {
    super();
    this.#sharesMemory = sharesMemory;
    (this as unknown as HostObjects)._setTreatArrayBufferViewsAsHostObjects(true);
  }

  /** Called by V8 for each shared buffer. Node's deserializer has no means to give it back. */
  _getSharedArrayBufferId(): never {
    throw new Error("A SharedArrayBuffer could not be cloned; a view of it can, such as a Uint8Array.");
  }

  /** Called by V8 for each view. */
  _writeHostObject(view: object): void {
    if (!ArrayBuffer.isView(view))
      throw new Error(`An object of class ${view.constructor.name} could not be cloned.`);
    const kind = Buffer.isBuffer(view) ? bufferKind : viewKinds.findIndex((View) => view instanceof View);
    if (this.#sharesMemory && types.isSharedArrayBuffer(view.buffer)) {
      this.writeUint32(sharedView);
      this.writeUint32(kind);
      this.writeDouble(view.byteOffset);
      this.writeDouble(lengthOf(view));
      this.writeUint32(this.#numberOf(view.buffer));
      return;
    }
    this.writeUint32(kind);
    this.writeDouble(view.byteLength); // which may be more than 4 GB
    this.writeRawBytes(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  }

  #numberOf(memory: SharedArrayBuffer): number {
    const known = this.memories.indexOf(memory);
    return known < 0 ? this.memories.push(memory) - 1 : known;
  }
}

/** Reads what a {@link BlockSerializer} wrote. */
export class BlockDeserializer extends v8.Deserializer {
  readonly #memories: readonly SharedArrayBuffer[];

  constructor(bytes: Uint8Array, memories: readonly SharedArrayBuffer[]) {
    super(bytes);
    this.#memories = memories;
  }

  /** Called by V8 where `_writeHostObject` was. */
  _readHostObject(): object {
    const kind = this.readUint32();
    if (kind === sharedView) return this.#readSharedView();
    const length = this.readDouble();
    const bytes = this.readRawBytes(length);
    if (kind === bufferKind) return Buffer.from(bytes);
    return new (viewClass(kind))(new Uint8Array(bytes).buffer);
  }

  #readSharedView(): object {
    const kind = this.readUint32();
    const offset = this.readDouble();
    const length = this.readDouble();
    const memory = this.#memories[this.readUint32()]!;
    return kind === bufferKind
      ? Buffer.from(memory as never, offset, length)
      : new (viewClass(kind))(memory, offset, length);
  }
}

/** The same elements in memory of their own. */
export function copyView(view: TypedArray): TypedArray {
  const kind = viewKinds.findIndex((View) => view instanceof View);
  return new (viewClass(kind) as unknown as new (view: TypedArray) => TypedArray)(view);
}

type ViewClass = new (buffer: ArrayBufferLike, offset?: number, length?: number) => ArrayBufferView;

function viewClass(kind: number): ViewClass {
  const View = viewKinds[kind];
  if (View === undefined) throw new Error("A block is damaged, or of another version of holdall.");
  return View;
}

// In elements; a DataView has bytes only.
function lengthOf(view: ArrayBufferView): number {
  return (view as { readonly length?: number }).length ?? view.byteLength;
}
