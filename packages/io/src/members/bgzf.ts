import type { MemberFormat } from "./member-format.ts";

// The header of a member with one extra field, and the name of that field: its length, two bytes of it, follow.
const head = Buffer.from([0x1f, 0x8b, 8, 4]);
const fieldAt = 12;
const field = Buffer.from([0x42, 0x43, 2, 0]);
const trailerBytes = 8;
const longestMember = 2 ** 16;

/**
 * gzip in blocks, as `bgzip` writes it: each member says in its header how long it is, as
 * https://samtools.github.io/hts-specs/SAMv1.pdf describes it. Other members of gzip say nothing about that.
 */
export const bgzf: MemberFormat = {
  together: true,
  headBytes: 18,
  proofBytes: longestMember,
  find: (bytes, from) => bytes.indexOf(head, from),
  follow(bytes) {
    const isMember =
      bytes.length >= 18 &&
      bytes.subarray(0, head.length).equals(head) &&
      bytes.subarray(fieldAt, fieldAt + field.length).equals(field);
    if (!isMember) return undefined;
    const length = bytes.readUInt16LE(16) + 1;
    const shortest = fieldAt + bytes.readUInt16LE(10) + trailerBytes;
    return length > shortest ? { length, next: "member" } : undefined;
  },
  hasMany: (file) => bgzf.follow(file.head, "member") !== undefined,
};
