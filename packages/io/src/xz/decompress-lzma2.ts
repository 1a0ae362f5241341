import type { ByteQueue } from "../byte-queue.ts";
import { LzmaDecoder, parseProperties, type LzmaProperties } from "./lzma-decoder.ts";
import { damaged } from "./range-decoder.ts";
import { takeBytes } from "./take-bytes.ts";
import { Window } from "./window.ts";

// The first byte of a chunk.
const end = 0;
const plainAfterReset = 1;
const plain = 2;
const packed = 0x80;

/**
 * What bytes were before they were compressed by LZMA2, chunk by chunk, of which each says how long it is.
 * @param reach - how far back bytes may be repeated from
 */
export async function* decompressLzma2(queue: ByteQueue, reach: number): AsyncGenerator<Buffer> {
  const window = new Window(reach);
  let properties: LzmaProperties | undefined;
  let decoder: LzmaDecoder | undefined;
  let hasBegun = false;
  for (;;) {
    const control = (await takeBytes(queue, 1))[0]!;
    if (control === end) return;
    if (control === plainAfterReset || control >= 0xe0) {
      window.reset();
      hasBegun = true;
    }
    if (!hasBegun || (control > plain && control < packed)) throw damaged();
    window.reserve();
    const start = window.end;
    if (control < packed) {
      const length = (await takeBytes(queue, 2)).readUInt16BE() + 1;
      window.append(await takeBytes(queue, length));
    } else {
      const head = await takeBytes(queue, 4);
      const length = ((control & 0x1f) << 16) + head.readUInt16BE(0) + 1;
      if (control >= 0xc0) properties = parseProperties((await takeBytes(queue, 1))[0]!);
      if (properties === undefined) throw damaged();
      // It forgets what it has learned, unless it is told not to.
      if (control >= 0xa0) decoder = new LzmaDecoder(window, properties);
      if (decoder === undefined) throw damaged();
      decoder.decode(await takeBytes(queue, head.readUInt16BE(2) + 1), length);
    }
    yield window.copyFrom(start);
  }
}
