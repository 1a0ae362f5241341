import { Buffer } from "node:buffer";
import { types } from "node:util";
import v8 from "node:v8";
import { typedArrayClasses } from "@holdall/core/task";

// By place: how a view is named in a block.
const viewKinds = [...typedArrayClasses, DataView];
const bufferKind = viewKinds.length;
const viewOfMemory = bufferKind + 1;
// Views that are at least as large have their bytes beside those of the block, where they need not be copied again.
const largeBytes = 4096;

type Memory = ArrayBuffer | SharedArrayBuffer;

/** Node's typings leave out that these classes are made to be extended. */
interface HostObjects {
  _setTreatArrayBufferViewsAsHostObjects(treat: boolean): void;
}

/**
 * Writes what structured clone takes, but for views: of each its own bytes only, and of views of shared memory, where
 * that can be shared, none.
 */
export class BlockSerializer extends v8.Serializer {
  #memories: Memory[] = [];
  readonly #sharesMemory: boolean;

  constructor(sharesMemory: boolean) {
    super();
    this.#sharesMemory = sharesMemory;
    (this as unknown as HostObjects)._setTreatArrayBufferViewsAsHostObjects(true);
  }

  /** What was written: its bytes, and the memory of large views. */
  release(): { readonly bytes: Buffer; readonly memories: readonly Memory[] } {
    const memories = this.#memories;
    this.#memories = []; // see `readBlock`
    return { bytes: this.releaseBuffer(), memories };
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
    const { buffer, byteOffset, byteLength } = view;
    if (this.#sharesMemory && types.isSharedArrayBuffer(buffer)) {
      this.#writeViewOf(buffer, { kind, start: byteOffset, length: lengthOf(view) });
      return;
    }
    const bytes = new Uint8Array(buffer, byteOffset, byteLength);
    if (byteLength >= largeBytes) {
      this.#writeViewOf(new Uint8Array(bytes).buffer, { kind, start: 0, length: lengthOf(view) });
      return;
    }
    this.writeUint32(kind);
    this.writeUint32(byteLength);
    this.writeRawBytes(bytes);
  }

  #writeViewOf(
    memory: Memory,
    { kind, start, length }: { kind: number; start: number; length: number },
  ): void {
    const known = this.#memories.indexOf(memory);
    this.writeUint32(viewOfMemory);
    this.writeUint32(kind);
    this.writeDouble(start); // which may be beyond 4 GB, as the length may
    this.writeDouble(length);
    this.writeUint32(known < 0 ? this.#memories.push(memory) - 1 : known);
  }
}

/** Reads what a {@link BlockSerializer} wrote. */
export class BlockDeserializer extends v8.Deserializer {
  #memories: readonly Memory[];
  readonly #isLast: boolean;

  /** @param isLast - whether views may be of the memories themselves; if not, of copies of those that are not shared */
  constructor(
    bytes: Uint8Array,
    { memories, isLast }: { readonly memories: readonly Memory[]; readonly isLast: boolean },
  ) {
    super(bytes);
    this.#memories = memories;
    this.#isLast = isLast;
  }

  /** The value. Called once. */
  readBlock(): unknown {
    this.readHeader();
    const value: unknown = this.readValue();
    // Young objects are collected long before this one, which has a part outside of JavaScript: not if it held them.
    this.#memories = [];
    return value;
  }

  /** Called by V8 where `_writeHostObject` was. */
  _readHostObject(): object {
    const kind = this.readUint32();
    if (kind === viewOfMemory) return this.#readViewOfMemory();
    const bytes = this.readRawBytes(this.readUint32());
    if (kind === bufferKind) return Buffer.from(bytes);
    return new (viewClass(kind))(new Uint8Array(bytes).buffer);
  }

  #readViewOfMemory(): object {
    const kind = this.readUint32();
    const start = this.readDouble();
    const length = this.readDouble();
    const memory = this.#memories[this.readUint32()]!;
    const own = this.#isLast || types.isSharedArrayBuffer(memory) ? memory : memory.slice(0);
    return kind === bufferKind
      ? Buffer.from(own as ArrayBuffer, start, length)
      : new (viewClass(kind))(own, start, length);
  }
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
