/** Bytes of a file that are read one after the other, some of which are in memory. Places are counted in bytes of the file. */
export class ByteQueue {
  readonly #portions: AsyncIterator<Uint8Array>;
  #bytes: Buffer = Buffer.alloc(0);
  #start: number;

  /** @param start - where the portions begin */
  constructor(portions: AsyncIterable<Uint8Array>, start: number) {
    this.#portions = portions[Symbol.asyncIterator]();
    this.#start = start;
  }

  /** The first byte in memory. */
  get start(): number {
    return this.#start;
  }

  /** One past the last byte in memory. */
  get end(): number {
    return this.#start + this.#bytes.length;
  }

  /** The bytes from `start` up to `end`, or as many of them as are in memory. */
  bytes(start: number, end: number): Buffer {
    return this.#bytes.subarray(start - this.#start, Math.max(0, end - this.#start));
  }

  /** Reads on until there is everything up to `end`, or no more to read: tells whether there is. */
  async fill(end: number): Promise<boolean> {
    const more: Uint8Array[] = [this.#bytes];
    let reached = this.end;
    while (reached < end) {
      const portion = await this.#portions.next();
      if (portion.done) break;
      more.push(portion.value);
      reached += portion.value.length;
    }
    if (more.length > 1) this.#bytes = Buffer.concat(more);
    return reached >= end;
  }

  /** Forgets what is before a place, and returns it. */
  take(end: number): Buffer {
    const taken = this.bytes(this.#start, end);
    this.#bytes = this.#bytes.subarray(taken.length);
    this.#start += taken.length;
    return taken;
  }

  async close(): Promise<void> {
    await this.#portions.return?.();
  }
}
