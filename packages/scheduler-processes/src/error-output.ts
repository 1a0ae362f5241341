import { readSync } from "node:fs";
import type { Readable } from "node:stream";

const keptBytes = 8192;
const keptLines = 50;

// What a socket holds is less; a process that writes without end must not hold this one up.
const mostReads = 16;
const readBytes = 65_536;

/** What a child writes to its standard error: passed on to that of this process, and the last lines kept. */
export class ErrorOutput {
  readonly #stream: Readable | undefined;
  #last: Buffer = Buffer.alloc(0);

  /** @param stream - not there when there was nothing left to make one of */
  constructor(stream: Readable | null | undefined) {
    if (!stream) return;
    this.#stream = stream;
    stream.on("data", (chunk: Buffer) => this.#pass(chunk));
    // A pipe that breaks has nothing more to say.
    stream.on("error", () => undefined);
    (stream as Readable & { unref(): void }).unref();
  }

  /** The last of what was written, without the line that may have been cut. */
  get lastLines(): string {
    const text = this.#last.toString();
    const whole = this.#last.length < keptBytes ? text : text.slice(text.indexOf("\n") + 1);
    return whole.trimEnd().split("\n").slice(-keptLines).join("\n");
  }

  /** Takes at once what has been written and is still on its way: for when the child, or this process, has ended. */
  drain(): void {
    const fd = descriptorOf(this.#stream);
    if (fd === undefined) return;
    try {
      for (let i = 0; i < mostReads; i++) {
        const chunk = Buffer.allocUnsafe(readBytes);
        const length = readSync(fd, chunk);
        if (length === 0) return;
        this.#pass(chunk.subarray(0, length));
      }
    } catch {
      // EAGAIN: that was all.
    }
  }

  #pass(chunk: Buffer): void {
    process.stderr.write(chunk);
    this.#last = Buffer.concat([this.#last, chunk]).subarray(-keptBytes);
  }
}

// The streams of Node do not read synchronously. Where the handle has no descriptor (on Windows, or once it is closed)
// what the stream has brought is all there is.
function descriptorOf(stream: Readable | undefined): number | undefined {
  const { _handle: handle } = (stream ?? {}) as { readonly _handle?: { readonly fd?: number } | null };
  return handle?.fd !== undefined && handle.fd >= 0 ? handle.fd : undefined;
}
