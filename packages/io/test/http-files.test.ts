import { gzipSync } from "node:zlib";
import type { Bag } from "@holdall/bag";
import { TaskError } from "@holdall/core";
import { httpFiles, readCsv, readJsonLines, readText } from "@holdall/io";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cases } from "../../../test/cases.ts";
import { startFileServer, type FileServer } from "./file-server.ts";
import { bgzfMember, inMembers } from "./members.ts";

const lines = Array.from({ length: 2_000 }, (_, i) => `line ${i} ${"é".repeat(i % 40)}`);
const text = `${lines.join("\n")}\n`;
const rows = Array.from({ length: 2_000 }, (_, i) => `${i},${i * i}`);

const members = text.repeat(20);

let server: FileServer;
beforeAll(async () => {
  server = await startFileServer({
    "/lines.txt": text,
    "/marked.txt": "\uFEFFa\r\nb\n\nlast",
    "/empty.txt": "",
    "/lines.txt.gz": gzipSync(text),
    "/members.txt.gz": inMembers(Buffer.from(members), [20_000], (member) => bgzfMember(member, 0)),
    "/rows.csv": `id,square\n${rows.join("\n")}\n`,
    "/values.jsonl": `${rows.map((row) => `[${row}]`).join("\n")}\n[1,\n`,
  });
});
afterAll(() => server[Symbol.asyncDispose]());

const here = { scheduler: "async" } as const;
/** Compared as one text, which is shorter to tell where it is wrong. */
async function joined(bag: Bag<string>): Promise<string> {
  const all = await bag.compute(here);
  return all.map((line) => `${line}\n`).join("");
}

const at = (path: string): string => server.origin + path;
const impatient = () => httpFiles({ timeout: 200, retries: 1 });

describe("files of http", () => {
  it("are read in ranges, and only what is needed of them", async () => {
    await server.requests();
    const bag = readText(at("/lines.txt"), { blockSize: 30_000 });
    expect(bag.npartitions).toBe(Math.ceil(Buffer.byteLength(text) / 30_000));
    expect(await joined(bag)).toBe(text);
    const requests = await server.requests();
    expect(requests.map(({ range }) => range)).toContain("bytes=0-0");
    expect(requests).toHaveLength(1 + bag.npartitions);
    expect(requests.at(-1)!.ifRange).toBe('"a"');
    expect(
      await readText(new URL(at("/lines.txt")), { blockSize: 30_000 })
        .take(2)
        .compute(here),
    ).toEqual(lines.slice(0, 2));
    expect(await server.requests()).toHaveLength(2);
  });

  it("give the same lines as splitting the whole, whatever the size of blocks", async () => {
    const sizes = fc.integer({ min: 10_000, max: 100_000 });
    await fc.assert(
      fc.asyncProperty(sizes, async (blockSize) => {
        expect(await joined(readText(at("/lines.txt"), { blockSize }))).toBe(text);
      }),
      cases(4),
    );
    const small = readText(at("/marked.txt"), { blockSize: 1, includePath: true });
    expect(await small.compute(here)).toEqual(
      ["a", "b", "", "last"].map((line) => [line, at("/marked.txt")]),
    );
    expect(
      await readText([at("/empty.txt"), at("/marked.txt")])
        .count()
        .compute(here),
    ).toBe(4);
  });

  it("are decompressed, by the ends of their names before what is asked", async () => {
    expect(await joined(readText(at("/lines.txt.gz?x=.br")))).toBe(text);
  });

  it("are decompressed in blocks where they have many members, which are read no further than to the end of a line", async () => {
    await server.requests();
    const bag = readText(at("/members.txt.gz"), { blockSize: 200_000 });
    expect(bag.npartitions).toBeGreaterThan(7);
    // What they are, and their ends.
    expect(await server.requests()).toHaveLength(3);
    expect(await joined(bag)).toBe(members);
    for (const { range } of await server.requests()) {
      const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range!)!;
      expect(Number(to) - Number(from)).toBeLessThan(400_000);
    }
  });

  it("go on from the byte that was reached when the connection breaks", async () => {
    await server.requests();
    const bag = readText(at("/lines.txt?drops=9000"), { blockSize: false });
    expect(await joined(bag)).toBe(text);
    const [, , second] = await server.requests();
    expect(second!.range).toMatch(/^bytes=9000-/);
  });

  it("are asked for again when the server has no time for it", async () => {
    expect(await readText(at("/marked.txt?unavailable=2")).count().compute(here)).toBe(4);
    expect(() => readText(at("/marked.txt?unavailable=9"), { fileSystem: impatient })).toThrow(
      /The file ".*unavailable=9" could not be read from byte 0 on, tried again once: the server answered 503/,
    );
    expect(() => readText(at("/marked.txt?hangs=9"), { fileSystem: impatient })).toThrow(
      "nothing came for 200 ms",
    );
  });

  it.each(["?whole", "?whole&chunked", "?endless", "?whole&dated"])(
    "are one partition where they can only be read from the beginning: %s",
    async (query) => {
      const bag = readText(at(`/lines.txt${query}`), { blockSize: 1_000 });
      expect(bag.npartitions).toBe(1);
      expect(await joined(bag)).toBe(text);
    },
  );

  it("are read anew from the beginning where there are no ranges, if it is known that they are the same", async () => {
    expect(await joined(readText(at("/lines.txt?whole&drops=9000&times=1")))).toBe(text);
    const other = readText(at("/lines.txt?whole&unversioned&drops=9000&times=1"));
    await expect(other.compute(here)).rejects.toThrow(
      /could not be read: the server answered 200 OK for a range from byte \d+ on/,
    );
  });

  it("are refused when they have changed since the bag was made", async () => {
    const bag = readText(at("/lines.txt?changes=3"), { blockSize: 10_000 });
    const run = bag.compute(here);
    await expect(run).rejects.toBeInstanceOf(TaskError);
    await expect(run).rejects.toThrow(
      `The file "${at("/lines.txt?changes=3")}" has changed since the bag was made.`,
    );
  });

  it("say how far they were read when it was to no avail", async () => {
    const bag = readText(at("/lines.txt?drops=10&times=9"), {
      blockSize: false,
      fileSystem: () => httpFiles({ retries: 0 }),
    });
    await expect(bag.compute(here)).rejects.toThrow(/could not be read from byte 10 on, tried again 0 times/);
    const forbidden = readText(at("/lines.txt?forbidden=1"));
    await expect(forbidden.compute(here)).rejects.toThrow("the server answered 403 Forbidden.");
  });

  it("are refused at the call when they are not there, or nobody may see them", () => {
    expect(() => readText(at("/nowhere.txt"))).toThrow(`There is no file "${at("/nowhere.txt")}"`);
    expect(() => readText(at("/lines*.txt"))).toThrow(`There is no file "${at("/lines*.txt")}"`);
    expect(() => readText(at("/marked.txt?token=secret"))).toThrow("the server answered 401 Unauthorized");
    expect(() => readText("http://127.0.0.1:1/a.txt", { fileSystem: impatient })).toThrow(
      /ECONNREFUSED|bad port/,
    );
    expect(() => readText("http://")).toThrow('readText(): Expected a URL, got "http://"');
    expect(() => readText("gs://bucket/a.txt")).toThrow(
      'Expected a path or a URL that begins with file://, http://, https://, s3://, got "gs://bucket/a.txt". For another place, say by `fileSystem` what it is read and written by.',
    );
  });

  it("are asked for with headers, or with the user and password of their URL", async () => {
    const token = "Bearer 123";
    const bag = readText(at(`/marked.txt?token=${encodeURIComponent(token)}`), {
      fileSystem: () => httpFiles({ headers: { authorization: token } }),
    });
    expect(await bag.count().compute(here)).toBe(4);
    const basic = encodeURIComponent(`Basic ${Buffer.from("ann:s3cret").toString("base64")}`);
    const url = at(`/marked.txt?token=${basic}`).replace("http://", "http://ann:s3cret@");
    expect(await readText(url).count().compute(here)).toBe(4);
  });

  it("may hold CSV and lines of JSON, in blocks", async () => {
    const csv = readCsv(at("/rows.csv"), { quotedNewlines: false, blockSize: 1_000, infer: true });
    expect(csv.npartitions).toBeGreaterThan(10);
    expect(await csv.map(({ id, square }) => `${id},${square}`).compute(here)).toEqual(rows);
    const whole = await readCsv(at("/rows.csv"), { header: false }).count().compute(here);
    expect(whole).toBe(rows.length + 1);
    const json = readJsonLines<number[]>(at("/values.jsonl"), { blockSize: 1_000, onError: "skip" });
    expect(await json.count().compute(here)).toBe(rows.length);
    const strict = readJsonLines(at("/values.jsonl"), { blockSize: 1_000 }).compute(here);
    await expect(strict).rejects.toThrow(/has a bad line, number \d+ of those that begin behind byte \d{4,}/);
    await expect(strict).rejects.toMatchObject({
      cause: { name: "RecordError", code: "HOLDALL_BAD_RECORD" },
    });
  });

  it("are no longer waited for when the run is over", async () => {
    const url = at("/lines.txt?stalls=1");
    const stop = new AbortController();
    const bag = readText(url);
    const runs = [
      bag.compute({ ...here, signal: stop.signal }),
      bag.count().compute({ ...here, signal: stop.signal }),
    ];
    await server.requests();
    stop.abort();
    for (const run of runs) await expect(run).rejects.toMatchObject({ name: "AbortError" });
    // What hangs still would be told by the server, which is asked until it knows that both are gone.
    while ((await server.closed()) < 2);
  });

  it("cannot be read by computeSync", () => {
    expect(() => readText(at("/marked.txt")).computeSync()).toThrow("Use compute() instead");
  });

  it.each([
    [() => httpFiles({ retries: -1 }), /httpFiles\(\): Expected `retries` to be a whole number from 0 up/],
    [() => httpFiles({ timeout: 0 }), /Expected `timeout` to be a number of milliseconds above 0/],
    [() => httpFiles({ headers: { a: 1 } as never }), /Expected `headers/],
    [() => httpFiles({ headers: { "a b": "" } }), /Expected `headers` to be an object whose keys and values/],
    [() => httpFiles({ headers: { a: "b\nc" } }), /Expected `headers` to be an object whose keys and values/],
    [() => readText("a", { fileSystem: {} as never }), /Expected `fileSystem` to be a function that makes/],
  ])("refuses bad options: %s", (call, message) => {
    expect(call).toThrow(message);
  });
});
