import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readBinary } from "@holdall/io";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cases } from "../../../test/cases.ts";
import { startFileServer, type FileServer } from "./file-server.ts";

const folder = mkdtempSync(path.join(tmpdir(), "holdall-binary-"));
const content = Buffer.from(Array.from({ length: 1_000 }, (_, i) => i % 256));
let server: FileServer;
beforeAll(async () => {
  server = await startFileServer({ "/bytes.bin": content, "/empty.bin": "" });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const here = { scheduler: "async" } as const;
let files = 0;

function fileOf(bytes: Uint8Array): string {
  const file = path.join(folder, `file ${++files}.bin`);
  writeFileSync(file, bytes);
  return file;
}

describe("readBinary", () => {
  it("gives the bytes of files in blocks of any size", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), fc.integer({ min: 1, max: 60 }), (bytes, blockSize) => {
        const bag = readBinary(fileOf(bytes), { blockSize });
        const blocks = bag.computeSync();
        expect(bag.npartitions).toBe(blocks.length);
        expect(blocks.slice(0, -1).every((block) => block.length === blockSize)).toBe(true);
        expect(Buffer.concat(blocks)).toEqual(Buffer.from(bytes));
      }),
      cases(30),
    );
  });

  it("gives whole files, several to a partition, with their paths", () => {
    const list = [fileOf(Buffer.from("a")), fileOf(Buffer.alloc(0)), fileOf(Buffer.from("cc"))];
    const bag = readBinary(list, { filesPerPartition: 2, includePath: true });
    expect(bag.npartitions).toBe(2);
    expect(bag.computeSync()).toEqual([
      [new Uint8Array([97]), list[0]],
      [new Uint8Array(), list[1]],
      [new Uint8Array([99, 99]), list[2]],
    ]);
  });

  it("gives bytes of remote files, whose memory is their own", async () => {
    const url = `${server.origin}/bytes.bin`;
    const blocks = await readBinary(url, { blockSize: 300 }).compute(here);
    expect(blocks.map((block) => block.length)).toEqual([300, 300, 300, 100]);
    expect(Buffer.concat(blocks)).toEqual(content);
    expect(blocks[1]!.buffer.byteLength).toBe(300);
    const whole = readBinary([`${url}?whole`, `${server.origin}/empty.bin`, fileOf(content)], {
      blockSize: 600,
    });
    expect((await whole.compute(here)).map((block) => block.length)).toEqual([1_000, 0, 600, 400]);
  });

  it("says when a file has become shorter, or is another one", async () => {
    const file = fileOf(content);
    const bag = readBinary(file);
    truncateSync(file, 10);
    await expect(bag.compute(here)).rejects.toThrow("it had 1000 bytes when the bag was made");
    const remote = readBinary(`${server.origin}/bytes.bin?changes=1`);
    await expect(remote.compute(here)).rejects.toThrow("has changed since the bag was made");
  });

  it.each([
    [() => readBinary("nowhere.bin"), /readBinary\(\): There is no file ".*nowhere.bin"/],
    [() => readBinary("a", { blockSize: 0 }), /Expected `blockSize` to be a whole number from 1 up/],
    [() => readBinary("a", { blockSize: 1, filesPerPartition: 1 }), /Expected one of `blockSize` and/],
    [() => readBinary("a", { encoding: "utf8" } as never), /Unknown option `encoding`/],
  ])("refuses bad input where it is given: %s", (call, message) => {
    expect(call).toThrow(message);
  });
});
