import { Buffer } from "node:buffer";
import v8 from "node:v8";

/** An encoded value: bytes, opaque to all but `decode`. */
export type Block = Uint8Array;

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
const bufferKind = viewKinds.length;

/**
 * Encodes whatever structured clone takes, with the same meaning but for views: each sends its own bytes only, in
 * a buffer of its own, and a Buffer stays a Buffer.
 * @throws Error naming what cannot be cloned, such as a function
 */
export function encode(value: unknown): Block {
  const serializer = new BlockSerializer();
  serializer.writeHeader();
  serializer.writeValue(value);
  return serializer.releaseBuffer();
}

/** The value of a block; it shares no memory with it. */
export function decode(block: Block): unknown {
  const deserializer = new BlockDeserializer(block);
  deserializer.readHeader();
  return deserializer.readValue();
}

/** Node's typings leave out that these classes are made to be extended. */
interface HostObjects {
  _setTreatArrayBufferViewsAsHostObjects(treat: boolean): void;
}

class BlockSerializer extends v8.Serializer {
  constructor() {
    super();
    (this as unknown as HostObjects)._setTreatArrayBufferViewsAsHostObjects(true);
  }

  /** Called by V8 for each view. */
  _writeHostObject(view: object): void {
    if (!ArrayBuffer.isView(view))
      throw new Error(`An object of class ${view.constructor.name} could not be cloned.`);
    const kind = Buffer.isBuffer(view) ? bufferKind : viewKinds.findIndex((View) => view instanceof View);
    this.writeUint32(kind);
    this.writeUint32(view.byteLength);
    this.writeRawBytes(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  }
}

class BlockDeserializer extends v8.Deserializer {
  /** Called by V8 where `_writeHostObject` was. */
  _readHostObject(): object {
    const kind = this.readUint32();
    const length = this.readUint32();
    const bytes = this.readRawBytes(length);
    if (kind === bufferKind) return Buffer.from(bytes);
    const View = viewKinds[kind];
    if (View === undefined) throw new Error("A block is damaged, or of another version of holdall.");
    return new (View as new (buffer: ArrayBuffer) => ArrayBufferView)(new Uint8Array(bytes).buffer);
  }
}
