import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { gzipSync } from "node:zlib";
import { readText, s3Files, type FileSystem } from "@holdall/io";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

// A server of its own is in another thread, as readers wait where they are called.
const server = new Worker(new URL("./fixtures/object-server.mjs", import.meta.url));
let endpoint: string;
let files: FileSystem;

const credentials = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };
const store = (): FileSystem => s3Files({ endpoint, region: "us-east-1", credentials });
const here = { scheduler: "async" } as const;

beforeAll(async () => {
  const [{ port }] = (await once(server, "message")) as [{ port: number }];
  endpoint = `http://127.0.0.1:${port}`;
  files = store();
});
afterAll(async () => {
  server.postMessage("close");
  await once(server, "message");
  await server.terminate();
});

async function put(path: string, ...pieces: (string | Uint8Array)[]): Promise<string> {
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for (const piece of pieces) yield await Promise.resolve(Buffer.from(piece));
  }
  await files.write!(path, bytes());
  return path;
}

async function read(path: string, start = 0, end = Infinity): Promise<string> {
  const pieces = [];
  for await (const piece of files.read(path, { start, end })) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString();
}

describe("files of S3", () => {
  it("are read in blocks, by their paths or by a pattern, and decompressed", async () => {
    const lines = Array.from({ length: 5_000 }, (_, i) => `line ${i}`);
    await put("s3://bucket/logs/a b.txt", `${lines.join("\n")}\n`);
    await put("s3://bucket/logs/é.txt.gz", gzipSync("z\n"));
    await put("s3://bucket/logs/sub/c.txt", "deeper");
    const bag = readText("s3://bucket/logs/a b.txt", { fileSystem: store, blockSize: 10_000 });
    expect(bag.npartitions).toBe(5);
    expect(await bag.compute(here)).toEqual(lines);
    const found = readText("s3://bucket/logs/*.txt*", { fileSystem: store, includePath: true });
    expect((await found.compute(here)).slice(-2)).toEqual([
      [lines.at(-1), "s3://bucket/logs/a b.txt"],
      ["z", "s3://bucket/logs/é.txt.gz"],
    ]);
    const all = readText("s3://bucket/logs/**/c.t?t", { fileSystem: store });
    expect(await all.compute(here)).toEqual(["deeper"]);
  });

  it("are written as a whole, in parts where they are large, or not at all", async () => {
    const part = Buffer.alloc(5 * 2 ** 20, "0123456789");
    await put("s3://bucket/large", part, part, part);
    expect((await files.stat("s3://bucket/large"))!.size).toBe(3 * part.length);
    expect(await read("s3://bucket/large", 2 * part.length - 3, 2 * part.length + 3)).toBe(
      part.toString("latin1", part.length - 3) + "012",
    );
    await put("s3://bucket/small", "abc", "def");
    expect(await read("s3://bucket/small")).toBe("abcdef");
    await put("s3://bucket/empty");
    expect((await files.stat("s3://bucket/empty"))!.size).toBe(0);
    const failing = async function* (): AsyncGenerator<Uint8Array> {
      yield part;
      yield part;
      await Promise.reject(new Error("no more"));
    };
    await expect(files.write!("s3://bucket/half", failing())).rejects.toThrow("no more");
    expect(await files.stat("s3://bucket/half")).toBeUndefined();
  });

  it("are refused when they have changed, or have gone", async () => {
    const path = await put("s3://bucket/changing.txt", "one\ntwo\n");
    const bag = readText(path, { fileSystem: store });
    await put(path, "three\n");
    await expect(bag.compute(here)).rejects.toThrow(
      'The file "s3://bucket/changing.txt" has changed since the bag was made.',
    );
    await expect(read("s3://bucket/nowhere")).rejects.toThrow(
      'The file "s3://bucket/nowhere" is not there any more.',
    );
  });

  it("are refused at the call where they are not to be had", () => {
    expect(() => readText("s3://bucket/nowhere.txt", { fileSystem: store })).toThrow(
      'There is no file "s3://bucket/nowhere.txt"',
    );
    expect(() => readText("s3://bucket/none/*", { fileSystem: store })).toThrow(
      "No file matches the pattern",
    );
    expect(() => readText("s3://other/*.txt", { fileSystem: store })).toThrow(
      'S3 has failed for the file "s3://other/": NoSuchBucket',
    );
    expect(() => readText("bucket/a", { fileSystem: store })).toThrow(
      'Expected a path of the form s3://bucket/key, got "bucket/a"',
    );
  });

  it.each([
    [() => s3Files({ endpoint: "nowhere" }), /s3Files\(\): Expected `endpoint` to be a URL, got "nowhere"/],
    [() => s3Files({ bucket: "b" } as never), /Unknown option `bucket`/],
    [() => s3Files({ retries: 0.5 }), /Expected `retries` to be a whole number from 0 up/],
  ])("refuses bad options: %s", (call, message) => {
    expect(call).toThrow(message);
  });
});
