import { notMemberError } from "../errors.ts";
import { decompress, type Compressed } from "../text/decompress.ts";
import type { ByteQueue } from "../byte-queue.ts";
import type { LinkKind, MemberFormat } from "./member-format.ts";

/** Reads the members of a file, from some place in it on. */
export class MemberReader {
  readonly #queue: ByteQueue;
  readonly #format: MemberFormat;
  readonly #file: Compressed;

  /** @param queue - begins where a member does, or before the place from which on one is sought */
  constructor(queue: ByteQueue, format: MemberFormat, file: Compressed) {
    this.#queue = queue;
    this.#format = format;
    this.#file = file;
  }

  /** Goes on to the first member that begins before `end`; tells whether there is one. */
  async find(end: number): Promise<boolean> {
    const queue = this.#queue;
    for (;;) {
      const found = this.#format.find(queue.bytes(queue.start, queue.end), 0);
      // Its first bytes may be cut by the end of what is in memory.
      const at = found < 0 ? Math.max(queue.start, queue.end - this.#format.headBytes) : queue.start + found;
      if (at >= end) return false;
      queue.take(at);
      if (found < 0) {
        if (!(await queue.fill(queue.end + 1))) return false;
      } else {
        if (await this.#isMember(at)) return true;
        queue.take(at + 1);
      }
    }
  }

  /** What the members were that begin before `end`, from the next one on. */
  async *read(end: number): AsyncGenerator<Uint8Array> {
    while (this.#queue.start < end && (await this.#queue.fill(this.#queue.start + 1))) {
      const from = this.#queue.start;
      const bytes = this.#take(this.#format.together ? end : from + 1);
      yield* decompress({ bytes, from }, this.#file);
    }
  }

  /** @throws an error when no member stands where the last one has ended, though the file goes on */
  async assertNext(): Promise<void> {
    const { start } = this.#queue;
    if ((await this.#queue.fill(start + 1)) && !(await this.#isMember(start))) throw this.#failAt(start);
  }

  /** The bytes of the members that begin before `end`. */
  async *#take(end: number): AsyncGenerator<Buffer> {
    const queue = this.#queue;
    let at = queue.start;
    let kind: LinkKind = "member";
    while (kind !== "member" || at < end) {
      // What is there is handed on before more is waited for.
      if (at > queue.start && at + this.#format.headBytes > queue.end) yield queue.take(at);
      if (kind === "member" && !(await queue.fill(at + 1))) return;
      const link = await this.#follow(at, kind);
      if (link === undefined) throw this.#failAt(at);
      const next = at + link.length;
      if (next > queue.end) {
        if (at > queue.start) yield queue.take(at);
        if (!(await queue.fill(next))) throw this.#failAt(at);
      }
      at = next;
      kind = link.next;
    }
    if (at > queue.start) yield queue.take(at);
  }

  async #isMember(start: number): Promise<boolean> {
    const queue = this.#queue;
    let at = start;
    let kind: LinkKind = "member";
    while (at < start + this.#format.proofBytes) {
      if (kind === "member" && at > start && !(await queue.fill(at + 1))) break;
      const link = await this.#follow(at, kind);
      if (link === undefined) return false;
      at += link.length;
      kind = link.next;
    }
    return queue.fill(at);
  }

  /** What stands at a place: nothing where the file has ended, or it is not what it should be. */
  async #follow(at: number, kind: LinkKind): Promise<ReturnType<MemberFormat["follow"]>> {
    const end = at + this.#format.headBytes;
    await this.#queue.fill(end);
    return this.#format.follow(this.#queue.bytes(at, end), kind);
  }

  #failAt(at: number): Error {
    return notMemberError(this.#file.path, this.#file.compression, at);
  }
}
