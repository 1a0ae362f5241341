import { parseAvroSchema, type AvroType } from "./avro-schema.ts";
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import type { AvroCodec } from "./codec.ts";
import { createDecoder } from "./decode.ts";
import { createEncoder } from "./encode.ts";

/** How many bytes there are between blocks, by which they are found. */
export const syncBytes = 16;

const magic = Buffer.from("Obj\u0001", "latin1");

const metaType: AvroType = { kind: "map", values: { kind: "bytes", logical: undefined } };

/** What a file begins with. */
export interface AvroHeader {
  readonly type: AvroType;
  readonly codec: string;
  /** What is behind each block. */
  readonly sync: Uint8Array;
  /** Where the first block begins. */
  readonly end: number;
}

/** @throws RangeError when the header goes on behind the bytes; an error when it is none */
export function decodeHeader(bytes: Uint8Array): AvroHeader {
  const reader = new ByteReader(bytes);
  if (!magic.equals(reader.readFixed(magic.length))) throw new Error("it does not begin as such files do");
  const meta = createDecoder(metaType)(reader) as Readonly<Record<string, Uint8Array>>;
  const sync = reader.readFixed(syncBytes);
  const schema = textOf(meta["avro.schema"]);
  if (schema === "") throw new Error("it has no schema");
  const type = parseAvroSchema(JSON.parse(schema));
  return { type, codec: textOf(meta["avro.codec"]) || "null", sync, end: reader.position };
}

function textOf(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString("utf8");
}

export function encodeHeader(schema: unknown, codec: AvroCodec, sync: Uint8Array): Buffer {
  const writer = new ByteWriter();
  writer.writeFixed(magic);
  const meta = { "avro.schema": Buffer.from(JSON.stringify(schema)), "avro.codec": Buffer.from(codec) };
  createEncoder(metaType).write(writer, meta, "");
  writer.writeFixed(sync);
  return writer.bytes();
}
