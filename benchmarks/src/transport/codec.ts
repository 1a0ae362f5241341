import { deserialize, serialize } from "node:v8";

/** How a value is made ready to be posted, and what comes of it at the other end. */
export interface Codec {
  encode(value: unknown): unknown;
  decode(message: unknown): unknown;
}

/** What a program can choose from that posts messages by hand; structured clone is that of `postMessage` itself. */
export type CodecName = "structuredClone" | "v8" | "json";

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
};

/** What need not be copied on its way: bytes that the codec has made. */
export function transferable(name: CodecName, message: unknown): ArrayBuffer[] {
  return name === "v8" ? [(message as Uint8Array<ArrayBuffer>).buffer] : [];
}
