import { randomBytes } from "node:crypto";
import fs from "node:fs";
import { open } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { Bag } from "@holdall/bag";
import { InvalidArgumentError, TaskError } from "@holdall/core";
import {
  localFiles,
  readArrow,
  readAvro,
  readBinary,
  readCsv,
  readJsonLines,
  readParquet,
  readText,
  toAvro,
  toTextFiles,
  type FileSystem,
} from "@holdall/io";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";

const folder = fs.mkdtempSync(path.join(tmpdir(), "holdall-faults-"));
// Other users are to see it as well.
fs.chmodSync(folder, 0o755);
afterAll(() => fs.rmSync(folder, { recursive: true }));

const sync = { scheduler: "sync" } as const;
let files = 0;

function fileOf(content: string | Uint8Array, extension = ""): string {
  const file = path.join(folder, `${++files}${extension}`);
  fs.writeFileSync(file, content);
  return file;
}

// So much that it is not read in one go, and so little in common that it is not small when it is compressed.
const lines = Array.from({ length: 40_000 }, () => randomBytes(32).toString("hex"));
const shorter = 1_400_000;

describe("a file that becomes shorter while it is read", () => {
  /** What comes of reading it when it is cut at the first element. */
  async function readWhileCut(file: string, read: (file: string) => Bag<unknown>): Promise<unknown> {
    let isCut = false;
    const cut = (): void => {
      if (!isCut) fs.truncateSync(file, shorter);
      isCut = true;
    };
    return read(file)
      .tap(cut)
      .count()
      .compute(sync)
      .catch((reason: unknown) => reason);
  }

  it.each<[string, string, (file: string) => Bag<unknown>]>([
    ["text", lines.join("\n"), (file) => readText(file)],
    ["JSON", lines.map((line) => `["${line}"]\n`).join(""), (file) => readJsonLines(file)],
    ["CSV", `line\n${lines.join("\n")}`, (file) => readCsv(file)],
    ["CSV in blocks", lines.join("\n"), (file) => readCsv(file, { header: false, quotedNewlines: false })],
    ["text of a file system", lines.join("\n"), (file) => readText(file, { fileSystem: localFiles })],
  ])("is named, with the byte at which it ends: %s", async (_, content, read) => {
    const file = fileOf(content);
    const error = await readWhileCut(file, read);
    expect(error).toBeInstanceOf(TaskError);
    expect((error as Error).message).toMatch(
      /The file ".*" has (become shorter: .* now ends at byte 1400000|changed since)/,
    );
    expect((error as Error).message).toContain(JSON.stringify(file));
  });

  it("is named, with the byte at which it ends: what a file system gives too little of", async () => {
    const file = fileOf(lines.join("\n"));
    const tooLittle = (): FileSystem => ({
      ...localFiles(),
      async *read(path, { start, end }) {
        for await (const bytes of localFiles().read(path, { start, end: Math.min(end, start + 100_000) }))
          yield bytes;
      },
    });
    for (const blockSize of [500_000, false] as const)
      await expect(
        readText(file, { fileSystem: tooLittle, blockSize }).count().compute(sync),
      ).rejects.toThrow(
        `The file ${JSON.stringify(file)} has become shorter: it had 2599999 bytes when the bag was made, and now ends at byte 100000.`,
      );
  });

  it("is named, with the byte at which it ends: Avro", async () => {
    const bag = Bag.fromSequence(lines, { npartitions: 1 });
    const options = { schema: "string", codec: "null" } as const;
    const [written] = await toAvro(bag, path.join(folder, "*.avro"), options).compute(sync);
    const error = await readWhileCut(written!.path, (file) => readAvro(file));
    expect((error as Error).message).toContain("now ends at byte 1400000");
  });

  it("is named, with how far it was read: what is compressed", async () => {
    const text = Array.from({ length: 3 }, () => lines.join("\n")).join("\n");
    const file = fileOf(gzipSync(text, { level: 1 }), ".gz");
    const error = await readWhileCut(file, (cut) => readText(cut));
    expect((error as Error).message).toContain(`The file ${JSON.stringify(file)}`);
    expect((error as Error).message).toMatch(
      /is not whole, or not compressed by gzip: after \d+ bytes|now ends at byte \d+/,
    );
  });
});

describe("a file that cannot be read on", () => {
  const failure = (): never => {
    throw Object.assign(new Error("EIO: i/o error, read"), { code: "EIO", syscall: "read" });
  };
  afterEach(() => {
    vi.restoreAllMocks();
    syncBuiltinESMExports();
  });

  /** Has the system fail when it is to read from this byte or a later one on. @returns the byte that it was */
  function failAt(byte: number): () => number {
    const { readSync } = fs;
    const failed: number[] = [];
    const read = (
      descriptor: number,
      into: Uint8Array,
      offset: number,
      length: number,
      at: number | null = null,
    ): number => {
      // Node reads files of its own, without saying where.
      if (at === null || at < byte) return readSync(descriptor, into, offset, length, at);
      failed.push(at);
      return failure();
    };
    vi.spyOn(fs, "readSync").mockImplementation(read as never);
    syncBuiltinESMExports();
    return () => failed[0]!;
  }

  it.each<[string, number, (file: string) => Bag<unknown>]>([
    ["text", 2 ** 20, (file) => readText(file)],
    ["CSV", 2 ** 20, (file) => readCsv(file)],
    ["bytes", 100_000, (file) => readBinary(file, { blockSize: 50_000 })],
  ])("is named, with the byte that was reached: %s", async (_, byte, read) => {
    const file = fileOf(lines.join("\n"));
    const failedAt = failAt(byte);
    const run = read(file).count().compute(sync);
    await expect(run).rejects.toThrow("EIO");
    expect(failedAt()).toBeGreaterThanOrEqual(byte);
    await expect(run).rejects.toThrow(
      `The file ${JSON.stringify(file)} could not be read from byte ${failedAt()} on: EIO: i/o error, read.`,
    );
    await expect(run).rejects.toMatchObject({ cause: { cause: { code: "EIO" } } });
  });

  it("is named, with the byte that was reached: what is compressed, or read by a file system", async () => {
    const file = fileOf(gzipSync(lines.join("\n")));
    await using handle = await open(file);
    const prototype = Object.getPrototypeOf(handle) as typeof handle;
    vi.spyOn(prototype, "read").mockImplementation(() => Promise.reject(new Error("EIO: i/o error, read")));
    const run = readText(file, { compression: "gzip", fileSystem: localFiles }).count().compute(sync);
    await expect(run).rejects.toThrow(
      `The file ${JSON.stringify(file)} could not be read from byte 0 on: EIO`,
    );
  });
});

// Nothing is forbidden to the root user, who can be another one for a while.
const isRoot = process.geteuid?.() === 0;
const nobody = 65534;

describe.skipIf(process.platform === "win32")(
  "a file that nobody may read, or write, where there are permissions",
  () => {
    async function asNobody<T>(action: () => Promise<T>): Promise<T> {
      if (isRoot) process.seteuid!(nobody);
      try {
        return await action();
      } finally {
        if (isRoot) process.seteuid!(0);
      }
    }

    const secret = fileOf("secret ".repeat(10));
    fs.chmodSync(secret, 0);
    const closed = path.join(folder, "closed");
    fs.mkdirSync(path.join(closed, "sub"), { recursive: true });
    fs.writeFileSync(path.join(closed, "sub", "a.txt"), "a");
    fs.chmodSync(closed, 0);
    // So that it can be removed.
    afterAll(() => fs.chmodSync(closed, 0o755));

    it.each<[string, () => Bag<unknown>]>([
      ["text", () => readText(secret)],
      ["what is compressed", () => readText(secret, { compression: "gzip" })],
      ["JSON", () => readJsonLines(secret)],
      ["CSV", () => readCsv(secret)],
      ["bytes", () => readBinary(secret)],
      ["Avro", () => readAvro(secret)],
    ])("is named when it is read: %s", async (_, read) => {
      const error = await asNobody(() =>
        read()
          .compute(sync)
          .catch((reason: unknown) => reason),
      );
      expect(error).toBeInstanceOf(TaskError);
      expect((error as Error).message).toContain(`EACCES: permission denied, open '${secret}'`);
      expect(error).toMatchObject({ partition: 0, cause: { code: "EACCES" } });
    });

    it.each<[string, () => Bag<unknown>, string]>([
      ["Parquet", () => readParquet(secret), secret],
      ["Arrow", () => readArrow(secret), secret],
      ["text in parts", () => readText(secret, { compression: "gzip", blockSize: 10 }), secret],
      ["in a closed folder", () => readText(path.join(closed, "sub", "a.txt")), closed],
      ["in a closed folder, by a pattern", () => readText(path.join(closed, "sub", "*.txt")), closed],
      ["a closed folder a pattern comes upon", () => readText(path.join(folder, "**/*.txt")), closed],
    ])("is named at the call where that looks at it: %s", async (_, read, place) => {
      const error = await asNobody(() => new Promise(read).catch((reason: unknown) => reason));
      expect(error).toBeInstanceOf(InvalidArgumentError);
      expect((error as Error).message).toMatch(/^read\w+\(\): Expected ".*" to be an? .*, but EACCES/);
      expect((error as Error).message).toContain(place);
      expect(error).toMatchObject({ cause: { code: "EACCES" } });
    });

    it("is named when it is written, and nothing of it is left", async () => {
      const readOnly = path.join(folder, "read-only");
      fs.mkdirSync(readOnly, { mode: 0o555 });
      for (const out of [readOnly, path.join(readOnly, "new"), closed]) {
        const write = toTextFiles(Bag.fromSequence(["a"]), out);
        const error = await asNobody(() => write.compute(sync).catch((reason: unknown) => reason));
        expect(error).toBeInstanceOf(TaskError);
        expect((error as Error).message).toContain(
          `The file ${JSON.stringify(path.join(out, "part-0.txt"))} could not be written: EACCES`,
        );
      }
      expect(fs.readdirSync(readOnly)).toEqual([]);
      expect(isRoot ? fs.readdirSync(closed) : ["sub"]).toEqual(["sub"]);
    });
  },
);
