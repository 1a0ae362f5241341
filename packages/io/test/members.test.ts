import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { localFiles, readCsv, readJsonLines, readText, type FileSystem } from "@holdall/io";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { cases } from "../../../test/cases.ts";
import { bgzfMember, checkedZstdFrame, inMembers, lastMember, skippableFrame, zstdFrame } from "./members.js";

const folder = mkdtempSync(path.join(tmpdir(), "holdall-members-"));
afterAll(() => rmSync(folder, { recursive: true }));

const sync = { scheduler: "sync" } as const;
let files = 0;

function fileOf(content: Uint8Array, extension: string): string {
  const file = path.join(folder, `${++files}.${extension}`);
  writeFileSync(file, content);
  return file;
}

function fixture(name: string): string {
  return fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
}

/** What a program would make of the whole text. */
function linesOf(text: string, delimiter = "\n"): string[] {
  const lines = text.split(delimiter);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** The local files, in pieces of so many bytes. */
function inPieces(size: number): () => FileSystem {
  return () => {
    const local = localFiles();
    return {
      ...local,
      async *read(file, range) {
        for await (const bytes of local.read(file, range))
          for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
      },
    };
  };
}

const gzip = {
  name: "gzip",
  extension: "gz",
  pack: (bytes: Buffer, lengths: readonly number[]) =>
    inMembers(bytes, lengths, (member) => bgzfMember(member)),
  real: "bgzip.gz",
};
const zstd = {
  name: "zstd",
  extension: "zst",
  // What comes first tells that there are several frames.
  pack: (bytes: Buffer, lengths: readonly number[]) =>
    Buffer.concat([
      skippableFrame(Buffer.alloc(4)),
      inMembers(bytes, lengths, (member) => zstdFrame(member)),
    ]),
  real: "pzstd.zst",
};

describe.each([gzip, zstd])("files of many members of $name", ({ name, extension, pack, real }) => {
  it("give the same lines as splitting the whole text, whatever the blocks, members and delimiter", async () => {
    const characters = fc.constantFrom("a", "b", ";", "\n", "\r", "é", "漢", "");
    await fc.assert(
      fc.asyncProperty(
        fc.array(characters, { maxLength: 60 }).map((list) => list.join("")),
        fc.constantFrom("\n", ";", "\r\n", "é", "\n;a", ";;"),
        fc.constantFrom("utf8" as const, "latin1" as const),
        // Members without content, and of one byte, among them.
        fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 5 }).map((list) => [...list, 7]),
        fc.integer({ min: 10, max: 150 }),
        fc.constantFrom(undefined, undefined, 3, 30),
        async (text, delimiter, encoding, lengths, blockSize, pieces) => {
          const bytes = Buffer.from(text, encoding);
          const content = pack(bytes, lengths);
          const file = fileOf(content, extension);
          const fileSystem = pieces && inPieces(pieces);
          const bag = readText(file, { delimiter, encoding, blockSize, keepEnds: true, fileSystem });
          const blocks = delimiter === ";;" ? 1 : Math.ceil(content.length / blockSize);
          expect(bag.npartitions).toBe(blocks);
          const expected = linesOf(bytes.toString(encoding), delimiter);
          expect((await bag.compute(sync)).join("")).toBe(bytes.toString(encoding));
          expect(await bag.count().compute(sync)).toBe(expected.length);
          const lines = readText(file, { delimiter, encoding, blockSize, fileSystem });
          expect(await lines.compute(sync)).toEqual(expected);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("are read as other programs write them", async () => {
    const bag = readText(fixture(real), { blockSize: 100 });
    expect(bag.npartitions).toBeGreaterThan(5);
    const count = name === "gzip" ? 12_000 : 600_000;
    expect(await bag.frequencies().compute(sync)).toEqual([["to be or not to be", count]]);
    expect(await readText(fixture(real), { blockSize: false }).count().compute(sync)).toBe(count);
  });

  it("give lines that are longer than blocks and members, and lines that end where these do", async () => {
    const lines = ["a".repeat(300_000), "", "b".repeat(69_999), "c".repeat(69_998), "", "d"];
    const bytes = Buffer.from(lines.join("\n"));
    const file = fileOf(pack(bytes, [70_000, 0, 1, 50_000]), extension);
    for (const blockSize of [20, 150, 1000])
      expect(await readText(file, { blockSize }).compute(sync)).toEqual(lines);
  });

  it("drop the byte order mark once, and may be read in blocks of other files of any size", async () => {
    const bytes = Buffer.from(`\uFEFFa\n\uFEFFb\n${"c\n".repeat(500)}`);
    const file = fileOf(pack(bytes, [1, 100]), extension);
    const bag = readText([file, file], { blockSize: 2000, includePath: true });
    const lines = ["a", "\uFEFFb", ...Array<string>(500).fill("c")].map((line) => [line, file]);
    expect(await bag.compute(sync)).toEqual([...lines, ...lines]);
    expect(readText([file, file], { filesPerPartition: 2 }).npartitions).toBe(1);
    expect(await readText([file, file], { filesPerPartition: 2 }).count().compute(sync)).toBe(1004);
  });

  it("may hold CSV and lines of JSON, whose records are counted from where a block begins", async () => {
    const rows = Array.from({ length: 300 }, (_, id) => ({ id: `${id}`, name: `name ${id}` }));
    const csv = `id,name\n${rows.map(({ id, name }) => `${id},${name}`).join("\n")}\n`;
    const table = fileOf(pack(Buffer.from(csv), [100]), extension);
    const blocks = { blockSize: 500, quotedNewlines: false };
    const bag = readCsv(table, blocks);
    expect(bag.npartitions).toBeGreaterThan(3);
    expect(await bag.compute(sync)).toEqual(rows);
    const json = `${rows.map((row) => JSON.stringify(row)).join("\n")}\n{"bad`;
    const lines = fileOf(pack(Buffer.from(json), [100]), extension);
    const parsed = readJsonLines(lines, { blockSize: 500, onError: "skip" });
    expect(await parsed.compute(sync)).toEqual(rows);
    await expect(readJsonLines(lines, { blockSize: 500 }).compute(sync)).rejects.toThrow(
      /has a bad line, number \d+ of those that begin behind byte \d+: /,
    );
  });

  it("say where they are cut off or damaged, and lose no line", async () => {
    const bytes = Buffer.from(Array.from({ length: 2000 }, (_, i) => `line ${i}\n`).join(""));
    const whole = pack(bytes, [500]);
    const cut = whole.subarray(0, -5);
    const damaged = Buffer.concat([whole.subarray(0, whole.length / 2), Buffer.from("nothing"), whole]);
    for (const content of [cut, damaged, Buffer.concat([whole, Buffer.from("nothing")])]) {
      const file = fileOf(content, extension);
      for (const blockSize of [content.length - 1, 1000, 100]) {
        const run = readText(file, { blockSize }).count().compute(sync);
        await expect(run).rejects.toThrow(new RegExp(`"${file}" is not whole, or not compressed by ${name}`));
      }
    }
    const spoilt = Buffer.from(whole);
    spoilt.set([0xff, 0xff, 0xff], whole.length / 2 + 40);
    const run = readText(fileOf(spoilt, extension), { blockSize: 1000 }).count().compute(sync);
    await expect(run).rejects.toThrow(
      /not compressed by \w+: after \d+ bytes of what was compressed from byte/,
    );
  });

  it("say which line is no text, and that they have become shorter", async () => {
    const bytes = Buffer.concat([Buffer.from("good\n".repeat(500)), Buffer.from([0xff, 0x0a])]);
    const content = pack(bytes, [100]);
    const file = fileOf(content, extension);
    await expect(readText(file, { blockSize: 300 }).compute(sync)).rejects.toThrow(
      /the line that begins at byte \d+ of what is compressed behind byte \d+ has bytes that are no text/,
    );
    const bag = readText(file, { blockSize: 300, errors: "replace" });
    truncateSync(file, content.length - 200);
    await expect(bag.compute(sync)).rejects.toThrow("has become shorter");
  });

  it("are one partition where nobody could tell in a block which bytes are a character", async () => {
    const text = "wörd\n".repeat(500);
    const file = fileOf(pack(Buffer.from(text, "utf16le"), [33]), extension);
    const bag = readText(file, { encoding: "utf16le" });
    expect(bag.npartitions).toBe(1);
    expect(await bag.compute(sync)).toEqual(linesOf(text));
    expect(() => readText(file, { encoding: "utf16le", blockSize: 100 })).toThrow("and cannot be cut");
  });
});

describe("readText of what looks like members", () => {
  it("takes files of gzip that were put into members unchanged for what they are", async () => {
    const inner = Buffer.from("a\n".repeat(20_000));
    const packed = inMembers(inner, [400], (bytes) => bgzfMember(bytes, 0));
    const file = fileOf(
      inMembers(packed, [60_000], (bytes) => bgzfMember(bytes, 0)),
      "gz",
    );
    for (const blockSize of [1000, 20_000]) {
      const lines = await readText(file, { blockSize, encoding: "latin1", keepEnds: true }).compute(sync);
      expect(lines.join("")).toBe(packed.toString("latin1"));
    }
  });

  it("fails where other members of gzip follow, and reads them as one", async () => {
    const text = "line\n".repeat(3000);
    const half = inMembers(Buffer.from(text), [200], (bytes) => bgzfMember(bytes));
    for (const content of [
      Buffer.concat([half, gzipSync(text)]),
      Buffer.concat([half, gzipSync(text), half, lastMember]),
      Buffer.concat([bgzfMember(Buffer.from(text)), gzipSync(text, { level: 0 }), half]),
    ]) {
      const file = fileOf(content, "gz");
      for (const blockSize of [100, 1500, content.length - 1]) {
        await expect(readText(file, { blockSize }).count().compute(sync)).rejects.toThrow(
          /not compressed by gzip up to its end: what begins at byte \d+ is damaged, cut off, or something else. If other programs can read it, say `blockSize: false`./,
        );
      }
      expect((await readText(file, { blockSize: false }).count().compute(sync)) % 3000).toBe(0);
    }
  });

  it("refuses to cut what is in one piece", () => {
    const file = fileOf(gzipSync("a\n".repeat(1000)), "gz");
    expect(() => readText(file, { blockSize: 5 })).toThrow("is compressed by gzip, and cannot be cut");
    expect(readText(file, { blockSize: 5000 }).npartitions).toBe(1);
  });
});

describe("readText of frames of zstd", () => {
  it("reads on behind a frame, and behind one that is to be skipped", async () => {
    const frames = [
      zstdFrame(Buffer.from("a\nb")),
      skippableFrame(Buffer.alloc(100)),
      zstdFrame(Buffer.from("c\nd\n")),
    ];
    const file = fileOf(Buffer.concat(frames), "zst");
    expect(await readText(file).compute(sync)).toEqual(["a", "bc", "d"]);
    const skipped = fileOf(Buffer.concat([skippableFrame(Buffer.alloc(3)), ...frames]), "zst");
    expect(await readText(skipped).compute(sync)).toEqual(["a", "bc", "d"]);
    expect(readText(skipped, { blockSize: 20 }).npartitions).toBeGreaterThan(1);
    expect(await readText(skipped, { blockSize: 20 }).compute(sync)).toEqual(["a", "bc", "d"]);
  });

  it("gives what was compressed, whatever it is, at any level, in pieces of any size", async () => {
    const part = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.tuple(fc.uint8Array({ maxLength: 8 }), fc.nat({ max: 60_000 })).map(([bytes, times]) => {
        return Buffer.alloc(bytes.length * times, bytes);
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(part, { maxLength: 8 }).map((parts) => Buffer.concat(parts)),
        fc.constantFrom(1, 3, 9, 19),
        fc.constantFrom(undefined, 1, 7, 1024),
        async (bytes, level, pieces) => {
          const file = fileOf(zstdFrame(bytes, level), "zst");
          const fileSystem = pieces && inPieces(pieces);
          const lines = await readText(file, { encoding: "latin1", keepEnds: true, fileSystem }).compute(
            sync,
          );
          expect(Buffer.from(lines.join(""), "latin1").equals(bytes)).toBe(true);
        },
      ),
      cases(40),
    );
  });

  it("compares what a frame says of its content with that", async () => {
    const bytes = Buffer.from("to be or not to be\n".repeat(10_000));
    const frame = checkedZstdFrame(bytes);
    expect(await readText(fileOf(frame, "zst")).count().compute(sync)).toBe(10_000);
    const otherChecksum = Buffer.from(frame);
    otherChecksum[frame.length - 1]! ^= 1;
    const otherSize = zstdFrame(bytes);
    expect(otherSize.readUInt32LE(5)).toBe(bytes.length); // of a frame of one segment, of which 4 bytes say how long it is
    otherSize.writeUInt32LE(bytes.length + 1, 5);
    const otherDictionary = Buffer.concat([frame.subarray(0, 5), Buffer.of(7), frame.subarray(5)]);
    otherDictionary[4]! |= 1;
    for (const other of [otherChecksum, otherSize, otherDictionary])
      await expect(readText(fileOf(other, "zst")).compute(sync)).rejects.toThrow(
        /is not whole, or not compressed by zstd: after \d+ bytes of what was compressed, /,
      );
  });
});

describe("readText of files that come in small pieces", () => {
  it("gives each line once, where the last one of a block is long and the file ends soon behind it", async () => {
    const text = `a\n${"b".repeat(1000)}\nc\nd\n`;
    const file = fileOf(Buffer.from(text), "txt");
    for (const pieces of [1, 700])
      for (const blockSize of [10, 600, 1003])
        expect(await readText(file, { blockSize, fileSystem: inPieces(pieces) }).compute(sync)).toEqual(
          linesOf(text),
        );
    const marks = fileOf(Buffer.from("aaaaaaaa<---->b<---->c"), "txt");
    const delimiter = "<---->";
    for (let blockSize = 5; blockSize < 22; blockSize++) {
      const bag = readText(marks, { blockSize, delimiter, fileSystem: inPieces(2) });
      expect(await bag.compute(sync)).toEqual(["aaaaaaaa", "b", "c"]);
    }
  });
});
