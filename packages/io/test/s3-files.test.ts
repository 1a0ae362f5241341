import { once } from "node:events";
import { readdirSync, readlinkSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { gunzipSync, gzipSync } from "node:zlib";
import { Bag } from "@holdall/bag";
import { readCsv, readText, s3Files, toCsv, toJsonLines, toTextFiles, type FileSystem } from "@holdall/io";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startObjectServer, type ObjectServer } from "./object-server.ts";

let server: ObjectServer;
let store: () => FileSystem;
let files: FileSystem;
beforeAll(async () => {
  server = await startObjectServer();
  store = server.store;
  files = store();
});
afterAll(() => server[Symbol.asyncDispose]());

const here = { scheduler: "async" } as const;

const words = Bag.fromSequence(["to", "be", "or", "not"], { npartitions: 2 });

async function contentOf(path: string): Promise<Buffer> {
  const pieces = [];
  for await (const piece of store().read(path, { start: 0, end: Infinity })) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

/** What is left of files that were collected on the disk. */
function collected(): string[] {
  return readdirSync(tmpdir()).filter((name) => /^holdall-[0-9a-f]{16}$/.test(name));
}

/** The files that this process has open, where the system tells. */
function openFiles(): string[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc/self/fd").map((id) => {
    try {
      return readlinkSync(`/proc/self/fd/${id}`);
    } catch {
      // The one by which the folder was read is gone.
      return "";
    }
  });
}

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

describe("files of services that do not do as S3 does", () => {
  /** What comes of asking a service that answers so. */
  async function ask<T>(answer: RequestListener, question: (service: FileSystem) => Promise<T>): Promise<T> {
    const service = createServer(answer).listen(0, "127.0.0.1");
    await once(service, "listening");
    const { port } = service.address() as AddressInfo;
    const credentials = { accessKeyId: "id", secretAccessKey: "key" };
    try {
      return await question(
        s3Files({ endpoint: `http://127.0.0.1:${port}`, region: "us-east-1", credentials, retries: 0 }),
      );
    } finally {
      service.closeAllConnections();
      service.close();
    }
  }

  async function readRange(files: FileSystem): Promise<string> {
    const pieces = [];
    for await (const piece of files.read("s3://bucket/a.txt", { start: 2, end: 4 })) pieces.push(piece);
    return Buffer.concat(pieces).toString();
  }

  async function list(files: FileSystem): Promise<string[]> {
    const paths = [];
    for await (const { path } of files.list!("s3://bucket/")) paths.push(path);
    return paths;
  }

  const listing = (keys: readonly string[], rest: string): string =>
    `<ListBucketResult>${keys.map((key) => `<Contents><Key>${key}</Key><Size>3</Size></Contents>`).join("")}${rest}</ListBucketResult>`;

  it.each([
    ["all of it", 200, {}, "abcdef", "the server answered 200 for a range from byte 2 on"],
    [
      "another range",
      206,
      { "content-range": "bytes 0-1/6" },
      "ab",
      "the server answered 206 for the range bytes 0-1/6",
    ],
  ] as const)(
    "are refused where %s comes instead of a range",
    async (_what, status, headers, body, message) => {
      const read = ask((_request, response) => response.writeHead(status, headers).end(body), readRange);
      await expect(read).rejects.toThrow(`The file "s3://bucket/a.txt" could not be read: ${message}.`);
    },
  );

  it("say what was answered where no more is said", async () => {
    const stat = ask(
      (_request, response) => response.writeHead(403).end(),
      (files) => files.stat("s3://bucket/a.txt"),
    );
    await expect(stat).rejects.toThrow(
      'S3 has failed for the file "s3://bucket/a.txt": the service answered 403 Forbidden, and not why.',
    );
  });

  it("are listed to the end, whatever else is said behind it", async () => {
    const rest = "<IsTruncated>false</IsTruncated><NextContinuationToken></NextContinuationToken>";
    const listed = ask((_request, response) => response.end(listing(["a", "b"], rest)), list);
    expect(await listed).toEqual(["s3://bucket/a", "s3://bucket/b"]);
  });

  it.each([
    ["where", ""],
    ["the same place again", "<NextContinuationToken>a</NextContinuationToken>"],
  ])("are an error where there are more and it is not said, or not truly, %s", async (_what, token) => {
    const rest = `<IsTruncated>true</IsTruncated>${token}`;
    const listed = ask((_request, response) => response.end(listing(["a"], rest)), list);
    await expect(listed).rejects.toThrow(
      'The files of "s3://bucket/" could not be listed: the service says that there are more, but not where they go on.',
    );
  });
});

describe("writers of files that are not on the disk", () => {
  it("write text, lines of JSON and CSV to S3, packed as their names say", async () => {
    const before = collected();
    const files = await toTextFiles(words, "s3://bucket/words", { fileSystem: store }).compute(here);
    expect(files).toEqual([
      { path: "s3://bucket/words/part-0.txt", status: "written", count: 2, bytes: 6 },
      { path: "s3://bucket/words/part-1.txt", status: "written", count: 2, bytes: 7 },
    ]);
    const back = readText("s3://bucket/words/*.txt", { fileSystem: store });
    expect(await back.compute(here)).toEqual(["to", "be", "or", "not"]);
    const [json] = await toJsonLines(words, "s3://bucket/w-*.jsonl.gz", { fileSystem: store }).compute(here);
    expect(gunzipSync(await contentOf(json!.path)).toString()).toBe('"to"\n"be"\n');
    const rows = words.map((word) => ({ word }));
    const [csv] = await toCsv(rows, (i) => `s3://bucket/w ${i}.csv`, { fileSystem: store }).compute(here);
    expect(await readCsv(csv!.path, { fileSystem: store }).compute(here)).toEqual([
      { word: "to" },
      { word: "be" },
    ]);
    expect(collected()).toEqual(before);
  });

  it("leave alone what is there already, or go on where they were", async () => {
    const write = (ifExists?: "skip" | "overwrite"): Bag<{ readonly status: string }> =>
      toTextFiles(words, "s3://bucket/again-*.txt", { fileSystem: store, ifExists });
    await toTextFiles(words, (i) => `s3://bucket/${["again-1", "other"][i]}.txt`, {
      fileSystem: store,
    }).compute(here);
    await expect(write().compute(here)).rejects.toThrow(
      'The file "s3://bucket/again-1.txt" is there already. Say by `ifExists`',
    );
    expect(await write("skip").pluck("status").compute(here)).toEqual(["written", "skipped"]);
    expect((await contentOf("s3://bucket/again-1.txt")).toString()).toBe("to\nbe\n");
    expect(await write("overwrite").pluck("status").compute(here)).toEqual(["written", "written"]);
    expect((await contentOf("s3://bucket/again-1.txt")).toString()).toBe("or\nnot\n");
  });

  it("leave nothing of a partition that fails, and name the file that could not be written", async () => {
    const before = collected();
    const failing = words.map((word) => {
      if (word === "be") throw new Error("not to be");
      return word;
    });
    const run = toTextFiles(failing, "s3://bucket/half-*.txt", { fileSystem: store }).compute(here);
    await expect(run).rejects.toThrow("not to be");
    expect(await store().stat("s3://bucket/half-0.txt")).toBeUndefined();
    const one = words.repartition({ npartitions: 1 });
    const nowhere = toTextFiles(one, "s3://nowhere/*.txt", { fileSystem: store, ifExists: "overwrite" });
    await expect(nowhere.compute(here)).rejects.toThrow(
      'The file "s3://nowhere/0.txt" could not be written: S3 has failed for the file "s3://nowhere/0.txt": NoSuchBucket',
    );
    expect(collected()).toEqual(before);
  });

  it.each([
    ["at once", () => Promise.reject(new Error("no"))],
    [
      "in the middle",
      async (_path: string, bytes: AsyncIterable<Uint8Array>) => {
        await bytes[Symbol.asyncIterator]().next();
        throw new Error("no");
      },
    ],
  ])("keep nothing open of a file whose writing fails %s", async (_when, write) => {
    const before = collected();
    const failing = (): FileSystem => ({
      stat: () => Promise.resolve(undefined),
      async *read() {},
      write,
    });
    const run = toTextFiles(words, "here/*.txt", { fileSystem: failing }).compute({ ...here, retries: 2 });
    await expect(run).rejects.toThrow(/The file "here\/\d.txt" could not be written: no$/);
    expect(collected()).toEqual(before);
    await vi.waitFor(() => expect(openFiles().filter((file) => file.includes("holdall-"))).toEqual([]));
  });

  it("are refused where files can only be read", async () => {
    expect(() => toTextFiles(words, "https://example.org/*.txt")).toThrow(
      'toTextFiles(): Expected a path that can be written to, got "https://example.org/0.txt", which can only be read.',
    );
    expect(() => toTextFiles(words, "gs://bucket/*.txt")).toThrow("For another place, say by `fileSystem`");
    const reading = (): FileSystem => ({
      stat: () => Promise.resolve(undefined),
      async *read() {},
    });
    const run = toTextFiles(words, "here/*.txt", { fileSystem: reading }).compute(here);
    await expect(run).rejects.toThrow(
      'The file "here/0.txt" could not be written: its file system can only read',
    );
  });

  it("cannot be computed at once", () => {
    expect(() => toTextFiles(words, "s3://bucket/sync-*.txt", { fileSystem: store }).computeSync()).toThrow(
      "Use compute() instead",
    );
  });
});
