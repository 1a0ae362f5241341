import { ClosureError } from "../errors.ts";
import type { Node } from "../serialized-value.ts";

/** The bytes, in memory of their own: the data may be revived again. */
export function makeBuffer({ bytes, maxByteLength }: Extract<Node, { kind: "buffer" }>): ArrayBuffer {
  const options = maxByteLength === undefined ? undefined : { maxByteLength };
  const buffer = new (ArrayBuffer as new (length: number, options?: object) => ArrayBuffer)(
    bytes.byteLength,
    options,
  );
  new Uint8Array(buffer).set(bytes);
  return buffer;
}

/** A typed array, `DataView` or `Buffer`. */
export function makeView(
  { type, offset, length }: Extract<Node, { kind: "view" }>,
  buffer: ArrayBuffer,
): object {
  if (type === "Buffer") return Buffer.from(buffer, offset, length);
  const View = (
    globalThis as unknown as Record<
      string,
      new (buffer: ArrayBuffer, offset: number, length?: number) => object
    >
  )[type];
  if (!View) throw new ClosureError("HOLDALL_CLOSURE_BAD_DATA", `This version of Node has no \`${type}\``);
  return new View(buffer, offset, length);
}
