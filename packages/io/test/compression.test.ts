import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as zlib from "node:zlib";
import { TaskError } from "@holdall/core";
import { localFiles, readText, type FileSystem } from "@holdall/io";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { cases } from "../../../test/cases.ts";
import { zstdFrame } from "./members.ts";

const folder = mkdtempSync(path.join(tmpdir(), "holdall-compressed-"));
afterAll(() => rmSync(folder, { recursive: true }));

const sync = { scheduler: "sync" } as const;

function fileOf(name: string, content: Uint8Array): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

// The default takes a second for a megabyte.
const quality = { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 };
const compressByBrotli = (bytes: Uint8Array): Buffer => zlib.brotliCompressSync(bytes, { params: quality });

// How far a file could be read that is cut off.
const afterBytes = ": after \\d+ bytes";

const formats = [
  ["gzip", "gz", zlib.gzipSync, afterBytes],
  ["deflate", "deflate", zlib.deflateSync, afterBytes],
  ["brotli", "br", compressByBrotli, afterBytes],
  // Its frames are looked for before they are decompressed.
  ["zstd", "zst", zstdFrame, " up to its end: what begins at byte \\d+ is damaged, cut off"],
] as const;

/** The files of this machine, a byte at a time. */
const byteByByte = (): FileSystem => ({
  ...localFiles(),
  async *read(file, range) {
    for await (const bytes of localFiles().read(file, range))
      for (let i = 0; i < bytes.length; i++) yield bytes.subarray(i, i + 1);
  },
});

const long = `${"é".repeat(900_000)}\n${Array.from({ length: 50_000 }, (_, i) => `line ${i}`).join("\n")}\n`;

describe.each(formats)("readText of files compressed by %s", (compression, extension, compress, howFar) => {
  it("decompresses what the name says or the option, in portions", async () => {
    const bytes = compress(Buffer.from(`\uFEFF${long}`));
    const named = fileOf(`long.txt.${extension}`, bytes);
    const lines = long.split("\n").slice(0, -1);
    expect(await readText(named).compute(sync)).toEqual(lines);
    expect(readText(named).npartitions).toBe(1);
    const other = fileOf(`${extension}.data`, bytes);
    expect(await readText(other, { compression }).take(1).compute(sync)).toEqual(lines.slice(0, 1));
  });

  it("names the file that is not whole, and how far it could be read", async () => {
    const whole = compress(Buffer.from(long));
    const cut = fileOf(`cut.${extension}`, whole.subarray(0, whole.length - 20));
    const run = readText(cut).count().compute(sync);
    await expect(run).rejects.toBeInstanceOf(TaskError);
    await expect(run).rejects.toThrow(
      new RegExp(`The file ".*cut.${extension}" is not whole, or not compressed by ${compression}${howFar}`),
    );
    await expect(run).rejects.toMatchObject({ operation: "readText", partition: 0 });
  });

  it("reads on where one is appended to another, wherever they end in what is read at a time", async () => {
    const parts = ["a\nb", "", long, "c\nd\n"];
    const file = fileOf(
      `several.${extension}`,
      Buffer.concat(parts.map((part) => compress(Buffer.from(part)))),
    );
    expect(await readText(file).compute(sync)).toEqual(parts.join("").split("\n").slice(0, -1));
    const few = fileOf(
      `few.${extension}`,
      Buffer.concat([compress(Buffer.from("a\nb")), compress(Buffer.from("c"))]),
    );
    expect(await readText(few, { fileSystem: byteByByte }).compute(sync)).toEqual(["a", "bc"]);
  });

  it("refuses what is not compressed behind what is", async () => {
    const packed = compress(Buffer.from("a\n"));
    const file = fileOf(`more.${extension}`, Buffer.concat([packed, Buffer.from("b, which is text\n")]));
    for (const fileSystem of [undefined, byteByByte])
      await expect(readText(file, { fileSystem }).compute(sync)).rejects.toThrow(
        new RegExp(`more.${extension}" is not whole, or not compressed by ${compression}`),
      );
  });
});

describe("readText of compressed files", () => {
  it("gives the same lines as splitting the whole text, whatever the delimiter", async () => {
    const characters = fc.constantFrom("a", ";", "|", "\n", "\r", "é", "𝒳");
    await fc.assert(
      fc.asyncProperty(
        fc.array(characters, { maxLength: 60 }).map((list) => list.join("")),
        fc.constantFrom("\n", ";", "||", "é", "\n;\n"),
        fc.constantFrom("utf8" as const, "utf16le" as const),
        async (text, delimiter, encoding) => {
          const file = fileOf("any.gz", zlib.gzipSync(Buffer.from(text, encoding)));
          const lines = await readText(file, { delimiter, encoding, keepEnds: true }).compute(sync);
          expect(lines.join("")).toBe(text);
          const expected = text.split(delimiter);
          if (expected.at(-1) === "") expected.pop();
          expect(await readText(file, { delimiter, encoding }).compute(sync)).toEqual(expected);
        },
      ),
      cases(50),
    );
  });

  it("passes over zeros between files of gzip, and behind the last one", async () => {
    const zeros = Buffer.alloc(512);
    const file = fileOf(
      "padded.gz",
      Buffer.concat([zlib.gzipSync("a\nb"), zeros, zlib.gzipSync("c\n"), zeros]),
    );
    for (const fileSystem of [undefined, byteByByte])
      expect(await readText(file, { fileSystem }).compute(sync)).toEqual(["a", "bc"]);
    const damaged = fileOf("damaged.gz", Buffer.concat([zlib.gzipSync("a\n"), zeros, Buffer.from("b")]));
    await expect(readText(damaged).compute(sync)).rejects.toThrow('damaged.gz" is not whole');
  });

  it("takes them beside files that are not compressed, cut or several to a partition", async () => {
    const list = [
      fileOf("a.txt", Buffer.from("a\nb\n")),
      fileOf("b.gz", zlib.gzipSync("c")),
      fileOf("c.gz", Buffer.alloc(0)),
    ];
    expect(await readText(list, { includePath: true }).compute(sync)).toEqual([
      ["a", list[0]],
      ["b", list[0]],
      ["c", list[1]],
    ]);
    const together = readText(list, { filesPerPartition: 3 });
    expect(together.npartitions).toBe(1);
    expect(await together.compute(sync)).toEqual(["a", "b", "c"]);
  });

  it("says which line is no text", async () => {
    const file = fileOf("bytes.gz", zlib.gzipSync(Buffer.from([0x61, 0x0a, 0xff, 0x0a])));
    await expect(readText(file).compute(sync)).rejects.toThrow("the line that begins at byte 2 has bytes");
  });

  it("tells files that have gone from files that are damaged", async () => {
    const file = fileOf("gone.gz", zlib.gzipSync("a"));
    const bag = readText(file);
    rmSync(file);
    await expect(bag.compute(sync)).rejects.toMatchObject({ cause: { code: "ENOENT" } });
  });

  it("refuses to cut them, and ways to compress that it does not know", () => {
    const file = fileOf("whole.gz", zlib.gzipSync("a"));
    expect(() => readText(file, { blockSize: 5 })).toThrow(
      /Expected `blockSize` to be false or left out, got 5: ".*whole.gz" is compressed by gzip/,
    );
    expect(readText(file, { blockSize: 5, compression: "none" }).npartitions).toBeGreaterThan(1);
    expect(() => readText(file, { compression: "lzw" as never })).toThrow(
      /Expected `compression` to be "infer", "none", "gzip", "deflate", "brotli", "zstd", "bzip2" or "xz", got "lzw"/,
    );
  });
});
