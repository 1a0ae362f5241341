import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Bag } from "@holdall/bag";
import { localFiles, readCsv, readText, toTextFiles } from "@holdall/io";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { packBzip2 } from "./pack-bzip2.js";
import { packXz } from "./pack-xz.js";

const folder = mkdtempSync(path.join(tmpdir(), "holdall-bzip2-"));
afterAll(() => rmSync(folder, { recursive: true }));

const sync = { scheduler: "sync" } as const;

function fileOf(name: string, content: Uint8Array): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

const xzChecks = ["none", "crc32", "sha256"] as const;
const formats = [
  {
    compression: "bzip2",
    extension: "bz2",
    real: "bzip2.bz2",
    pack: (bytes: Buffer, length = 900_000) => packBzip2(bytes, length),
  },
  {
    compression: "xz",
    extension: "xz",
    real: "xz-utils.xz",
    pack: (bytes: Buffer, length = 1000) =>
      packXz(bytes, { chunkBytes: length, check: xzChecks[length % xzChecks.length]! }),
  },
] as const;

describe.each(formats)("files compressed by $compression", ({ compression, extension, real, pack }) => {
  it("give the bytes that were compressed, in any parts and streams, however they come", async () => {
    const alike = fc
      .tuple(fc.nat({ max: 255 }), fc.nat({ max: 300 }))
      .map(([byte, n]) => Buffer.alloc(n, byte));
    const some = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes));
    const words = fc.constantFrom("to", "be", "or", "not", "\n");
    const text = fc.array(words, { maxLength: 100 }).map((list) => Buffer.from(list.join(" ")));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(alike, some, text), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 1000 }),
        async (parts, length, pieces) => {
          const file = fileOf(`any.${extension}`, Buffer.concat(parts.map((part) => pack(part, length))));
          const fileSystem = () => {
            const local = localFiles();
            return {
              ...local,
              async *read(...asked: Parameters<typeof local.read>): AsyncGenerator<Uint8Array> {
                for await (const bytes of local.read(...asked))
                  for (let at = 0; at < bytes.length; at += pieces) yield bytes.subarray(at, at + pieces);
              },
            };
          };
          const bag = readText(file, { encoding: "latin1", keepEnds: true, fileSystem });
          const bytes = Buffer.from((await bag.compute(sync)).join(""), "latin1");
          expect(bytes.equals(Buffer.concat(parts))).toBe(true);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("are read as other programs write them, and are one partition", async () => {
    const file = fileURLToPath(new URL(`fixtures/${real}`, import.meta.url));
    expect(readText(file).npartitions).toBe(1);
    expect(await readText(file).frequencies().compute(sync)).toEqual([["to be or not to be", 600_000]]);
  });

  it("may hold other things than lines, and be named by the option", async () => {
    const file = fileOf(`table ${extension}`, pack(Buffer.from("a,b\n1,2\n")));
    expect(await readCsv(file, { compression }).compute(sync)).toEqual([{ a: "1", b: "2" }]);
    expect(() => readText(file, { compression, blockSize: 5 })).toThrow(
      `is compressed by ${compression}, and cannot be cut`,
    );
  });

  it("name the file when they are cut off anywhere, and how far it could be read", async () => {
    const whole = pack(Buffer.from("to be or not to be\n".repeat(50)), 300);
    for (let length = 1; length < whole.length; length += 7) {
      const file = fileOf(`cut.${extension}`, whole.subarray(0, length));
      await expect(readText(file).count().compute(sync)).rejects.toThrow(
        new RegExp(
          `The file ".*cut.${extension}" is not whole, or not compressed by ${compression}: after \\d+ bytes of what was compressed, .*\\.$`,
        ),
      );
    }
  });

  it("give what was compressed or an error, whatever byte is damaged", async () => {
    const text = "to be or not to be\n".repeat(20);
    // Of xz with a checksum, as files commonly have one.
    const whole = pack(Buffer.from(text), 301);
    for (let at = 0; at < whole.length; at += 3) {
      const damaged = Buffer.from(whole);
      damaged[at]! ^= 1 << (at % 8);
      const file = fileOf(`damaged.${extension}`, damaged);
      const lines = readText(file, { keepEnds: true, encoding: "latin1" }).compute(sync);
      const read = await lines.then(
        (all) => all.join(""),
        (error: Error) => error.message,
      );
      if (read !== text) expect(read).toContain(`not compressed by ${compression}: after`);
    }
  });

  it("are not written", () => {
    const bag = Bag.range(3).map(String);
    expect(() => toTextFiles(bag, path.join(folder, `*.${extension}`))).toThrow(
      `toTextFiles(): Expected a file that is packed by gzip, deflate, brotli or zstd, or not at all, got "${path.join(folder, `0.${extension}`)}": ${compression} can only be read. If its name does not mean it, say \`compression: "none"\`.`,
    );
    expect(() => toTextFiles(bag, folder, { compression: compression as never })).toThrow(
      "toTextFiles(): Expected `compression` to be",
    );
  });
});

describe("readText of files compressed by xz", () => {
  it("passes over padding, and says what it does not know", async () => {
    const streams = [
      packXz(Buffer.from("a\n")),
      Buffer.alloc(8),
      packXz(Buffer.from("b\n")),
      Buffer.alloc(4),
    ];
    expect(await readText(fileOf("padded.xz", Buffer.concat(streams))).compute(sync)).toEqual(["a", "b"]);
    const behind = fileOf(
      "behind.xz",
      Buffer.concat([packXz(Buffer.from("a\n")), Buffer.from("something else")]),
    );
    await expect(readText(behind).compute(sync)).rejects.toThrow("there is no stream of xz");
    const delta = "/Td6WFoAAATm1rRGAgEDAQAhARZ5IMTuAQADYalYqABEjiy1raDNrAABHARvLJzBH7bzfQEAAAAABFla";
    const filtered = fileOf("delta.xz", Buffer.from(delta, "base64"));
    await expect(readText(filtered).compute(sync)).rejects.toThrow(
      "it is prepared for programs or numbers by a filter, which cannot be read",
    );
  });
});
