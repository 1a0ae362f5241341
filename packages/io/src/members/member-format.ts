import type { Compression } from "../compression.ts";
import { zstdFrames } from "../zstd/zstd-frames.ts";
import { bgzf } from "./bgzf.ts";

/** What stands at a place of a file: `"member"` where one begins, otherwise some part of one, as its format has them. */
export type LinkKind = "member" | "block" | "checked-block";

/** How long something is that stands at a place, and what stands behind it. */
export interface Link {
  /** Bytes. */
  readonly length: number;
  readonly next: LinkKind;
}

/**
 * A format of files that are made of members, one behind the other, each of which is compressed by itself and tells how long it
 * is: so they can be found in the middle of a file, and decompressed without what is before.
 */
export interface MemberFormat {
  /** Whether a decompressor goes on with the next member by itself. */
  readonly together: boolean;
  /** How many bytes tell what stands at a place. */
  readonly headBytes: number;
  /**
   * For how many bytes it is looked behind what seems to be a member: longer than something can be that has been put into one
   * unchanged, and looks like members itself.
   */
  readonly proofBytes: number;
  /** Where a member may begin, from `from` on; -1 where none does. */
  readonly find: (bytes: Buffer, from: number) => number;
  /** Tells what stands at a place by its first bytes; nothing where it is not what it should be. */
  readonly follow: (head: Buffer, kind: LinkKind) => Link | undefined;
  /** Whether a file is known to have several members, for which few of its bytes are enough. */
  readonly hasMany: (file: FileEnds) => boolean;
}

/** What is looked at of a file to tell whether it can be cut. */
interface FileEnds {
  /** The first bytes, and the last ones, as many as {@link MemberFormat.headBytes}. */
  readonly head: Buffer;
  readonly tail: Buffer;
  /** Of the file. */
  readonly size: number;
}

/** The format whose members can be read by themselves, of what is compressed in this way. */
export function memberFormatOf(compression: Compression): MemberFormat | undefined {
  switch (compression) {
    case "gzip":
      return bgzf;
    case "zstd":
      return zstdFrames;
    case "deflate":
    case "brotli":
    case "bzip2":
    case "xz":
      return undefined;
    default:
      return compression satisfies never;
  }
}
