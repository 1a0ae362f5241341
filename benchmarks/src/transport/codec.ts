import { deserialize, serialize } from "node:v8";
import { Packr } from "msgpackr";

/** How a value is made ready to be posted, and what comes of it at the other end. */
export interface Codec {
  encode(value: unknown): unknown;
  decode(message: unknown): unknown;
}

/** What a program can choose from that posts messages by hand; structured clone is that of `postMessage` itself. */
export type CodecName = "structuredClone" | "v8" | "json" | "msgpackr";

// Set up to keep what structured clone keeps, and it names the keys of records once.
const packr = new Packr({ structuredClone: true, moreTypes: true, useRecords: true });

export const codecs: Readonly<Record<CodecName, Codec>> = {
  structuredClone: { encode: (value) => value, decode: (message) => message },
  v8: {
    encode: (value) => serialize(value),
    decode: (message): unknown => deserialize(message as Uint8Array),
  },
  json: {
    encode: (value) => JSON.stringify(value),
    decode: (message): unknown => JSON.parse(message as string),
  },
  msgpackr: {
    // Its bytes are in a buffer that it goes on writing to, so it must not be moved: a copy is.
    encode: (value) => new Uint8Array(packr.pack(value)),
    decode: (message): unknown => packr.unpack(message as Uint8Array),
  },
};

/** What need not be copied on its way: bytes that the codec has made. */
export function transferable(name: CodecName, message: unknown): ArrayBuffer[] {
  return name === "v8" || name === "msgpackr" ? [(message as Uint8Array<ArrayBuffer>).buffer] : [];
}
