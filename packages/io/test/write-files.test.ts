import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import * as zlib from "node:zlib";
import { Bag } from "@holdall/bag";
import { TaskError } from "@holdall/core";
import { readCsv, readText, toCsv, toJsonLines, toTextFiles } from "@holdall/io";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { cases } from "../../../test/cases.ts";

const folder = mkdtempSync(path.join(tmpdir(), "holdall-io-"));
afterAll(() => rmSync(folder, { recursive: true }));

const sync = { scheduler: "sync" } as const;
let folders = 0;

/** A folder that is not there yet. */
function newFolder(): string {
  return path.join(folder, `out ${++folders}`);
}

const words = Bag.fromSequence(["to", "be", "or", "not"], { npartitions: 2 });

describe("toTextFiles", () => {
  it("writes what readText reads as the same lines", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: "grapheme" }), { maxLength: 20 }),
        fc.constantFrom("\n", ";", "漢"),
        fc.constantFrom("utf8" as const, "utf16le" as const),
        fc.integer({ min: 1, max: 5 }),
        async (texts, delimiter, encoding, npartitions) => {
          const lines = texts.map((text) => text.replaceAll(delimiter, "").replaceAll("\uFEFF", ""));
          const out = newFolder();
          const bag = Bag.fromSequence(lines, { npartitions });
          const files = await toTextFiles(bag, out, { delimiter, encoding }).compute(sync);
          const paths = files.map((file) => file.path);
          expect(files.map((file) => file.bytes)).toEqual(paths.map((file) => statSync(file).size));
          expect(await readText(paths, { delimiter, encoding }).compute(sync)).toEqual(lines);
          rmSync(out, { recursive: true });
        },
      ),
      cases(25),
    );
  });

  it("tells of each file its path and size, and how many elements it has", async () => {
    const out = newFolder();
    const written = toTextFiles(words, path.join(out, "a*b.txt"), { delimiter: "\r\n" });
    expect(existsSync(out)).toBe(false);
    expect(written.npartitions).toBe(2);
    expect(await written.compute(sync)).toEqual([
      { path: path.join(out, "a0b.txt"), status: "written", count: 2, bytes: 8 },
      { path: path.join(out, "a1b.txt"), status: "written", count: 2, bytes: 9 },
    ]);
    expect(readFileSync(path.join(out, "a1b.txt"), "utf8")).toBe("or\r\nnot\r\n");
    expect(readdirSync(out)).toEqual(["a0b.txt", "a1b.txt"]);
  });

  it("names files so that they sort, in a folder, by a pattern or by a function", async () => {
    const out = newFolder();
    const many = Bag.range(11, { npartitions: 11 }).map(String);
    await toTextFiles(many, out).compute(sync);
    const names = readdirSync(out).toSorted();
    expect(names).toEqual(Array.from({ length: 11 }, (_, i) => `part-${String(i).padStart(2, "0")}.txt`));
    const named = toTextFiles(words, (partition) => path.join(out, `by function ${partition + 1}.log`));
    const files = await named.pluck("path").compute(sync);
    expect(files.map((file) => path.basename(file))).toEqual(["by function 1.log", "by function 2.log"]);
  });

  it("takes URLs of files", async () => {
    const out = newFolder();
    const url = pathToFileURL(out).href;
    const files = [`${url}/a*.txt`, url, (partition: number) => `${url}/by function ${partition}`].map(
      (place) => toTextFiles(words, place).pluck("path").take(1),
    );
    expect((await Bag.concat(files).compute(sync)).map((file) => path.relative(out, file))).toEqual([
      "a0.txt",
      "part-0.txt",
      "by function 0",
    ]);
  });

  it("writes long partitions piece by piece, and files of partitions without elements", async () => {
    const out = newFolder();
    const lines = Array.from({ length: 30_000 }, (_, i) => `${"é".repeat(50)} ${i}`);
    const bag = Bag.fromSequence([...lines, ""], { npartitions: 1 });
    await toTextFiles(
      bag.remove((line) => line === ""),
      out,
    ).compute(sync);
    expect(readFileSync(path.join(out, "part-0.txt"), "utf8")).toBe(`${lines.join("\n")}\n`);
    const [none] = await toTextFiles(
      bag.filter(() => false),
      path.join(out, "none*.gz"),
    ).compute(sync);
    expect(none).toMatchObject({ count: 0 });
    expect(zlib.gunzipSync(readFileSync(none!.path))).toHaveLength(0);
  });

  it.each([
    [".gz", (bytes: Buffer) => zlib.gunzipSync(bytes)],
    [".deflate", (bytes: Buffer) => zlib.inflateSync(bytes)],
    [".br", (bytes: Buffer) => zlib.brotliDecompressSync(bytes)],
  ])("compresses files named %s", async (extension, unpack) => {
    const out = newFolder();
    const lines = Array.from({ length: 60_000 }, (_, i) => `line ${i}`);
    const bag = Bag.fromSequence(lines, { npartitions: 1 });
    const [file] = await toTextFiles(bag, path.join(out, `x*.txt${extension}`)).compute(sync);
    const bytes = readFileSync(file!.path);
    expect(bytes).toHaveLength(file!.bytes);
    expect(bytes.length).toBeLessThan(300_000);
    expect(unpack(bytes).toString()).toBe(`${lines.join("\n")}\n`);
  });

  it("compresses as it is told, and names files in a folder after that", async () => {
    const out = newFolder();
    const [file] = await toTextFiles(words, out, { compression: "gzip" }).compute(sync);
    expect(path.basename(file!.path)).toBe("part-0.txt.gz");
    expect(execFileSync("gzip", ["-dc", file!.path], { encoding: "utf8" })).toBe("to\nbe\n");
    const plain = path.join(out, "plain-*.gz");
    const [other] = await toTextFiles(words, plain, { compression: "none" }).compute(sync);
    expect(readFileSync(other!.path, "utf8")).toBe("to\nbe\n");
  });

  it("writes zstd where Node has it, and says so at once where it has not", async () => {
    const write = (): Bag<{ readonly path: string }> =>
      toTextFiles(words, newFolder(), { compression: "zstd" });
    const { zstdDecompressSync } = zlib as { zstdDecompressSync?: (bytes: Buffer) => Buffer };
    if (zstdDecompressSync === undefined) expect(write).toThrow("which Node has from version 22.15 on");
    else {
      const [file] = await write().compute(sync);
      expect(zstdDecompressSync(readFileSync(file!.path)).toString()).toBe("to\nbe\n");
    }
  });

  it("refuses text that latin1 does not have, rather than writing other characters", async () => {
    const out = newFolder();
    const [file] = await toTextFiles(Bag.fromSequence(["aÿ"]), out, { encoding: "latin1" }).compute(sync);
    expect([...readFileSync(file!.path)]).toEqual([0x61, 0xff, 0x0a]);
    const bag = Bag.fromSequence(["a", "漢"], { npartitions: 1 });
    const run = toTextFiles(bag, path.join(out, "b*"), { encoding: "latin1" }).compute(sync);
    await expect(run).rejects.toMatchObject({ operation: "toTextFiles", partition: 0, index: 1 });
    await expect(run).rejects.toThrow('are all in latin1, got "漢');
  });

  it("names the element that is no string, and leaves nothing of its file", async () => {
    const out = newFolder();
    const mixed = Bag.fromSequence(["a", "b", "c", 5], { npartitions: 2 }) as Bag<string>;
    const run = toTextFiles(mixed, out).compute(sync);
    await expect(run).rejects.toBeInstanceOf(TaskError);
    await expect(run).rejects.toMatchObject({ operation: "toTextFiles", partition: 1, index: 1 });
    await expect(run).rejects.toThrow("Expected the elements to be strings, got 5.");
    expect(readdirSync(out)).toEqual(["part-0.txt"]);
  });

  it("leaves files that are there alone unless it is told otherwise", async () => {
    const out = newFolder();
    mkdirSync(out);
    const there = path.join(out, "part-1.txt");
    writeFileSync(there, "old");
    const seen: string[] = [];
    const bag = words.tap((word) => void seen.push(word));
    await expect(toTextFiles(bag, out).compute(sync)).rejects.toThrow(
      `toTextFiles(): The file ${JSON.stringify(there)} is there already. Say by \`ifExists\` whether`,
    );
    expect(seen).toEqual([]);
    expect(readdirSync(out)).toEqual(["part-1.txt"]);
    expect(await toTextFiles(bag, out, { ifExists: "skip" }).compute(sync)).toEqual([
      { path: path.join(out, "part-0.txt"), status: "written", count: 2, bytes: 6 },
      { path: there, status: "skipped", count: undefined, bytes: 3 },
    ]);
    expect(seen).toEqual(["to", "be"]);
    const again = toTextFiles(bag, out, { ifExists: "overwrite" });
    expect(await again.pluck("bytes").sum().compute(sync)).toBe(13);
    expect(readFileSync(there, "utf8")).toBe("or\nnot\n");
  });

  it("takes the files it has written for its own when what failed is tried again", async () => {
    const service = { isUp: false };
    const bag = words.map((word) => {
      if (word === "or" && !service.isUp) throw new Error("503 Service Unavailable");
      return word;
    });
    const outcome = await toTextFiles(bag, newFolder()).compute({ ...sync, allowFailures: true });
    expect(outcome.failures.map(({ partition }) => partition)).toEqual([1]);
    service.isUp = true;
    const { results } = await outcome.retry();
    expect(results.map(({ bytes }) => bytes)).toEqual([6, 7]);
  });

  it("removes what workers that were ended have left of the same files, and nothing else", async () => {
    const out = newFolder();
    mkdirSync(out);
    for (const name of [".part-0.txt.0123456789ab.holdall", ".part-7.txt.0123456789ab.holdall", ".mine"])
      writeFileSync(path.join(out, name), "");
    await toTextFiles(words, out).compute(sync);
    expect(readdirSync(out).toSorted()).toEqual([
      ".mine",
      ".part-7.txt.0123456789ab.holdall",
      "part-0.txt",
      "part-1.txt",
    ]);
  });

  it("does not fail because of what it may not remove", async () => {
    const out = newFolder();
    const left = ".part-0.txt.0123456789ab.holdall";
    mkdirSync(path.join(out, left), { recursive: true });
    await toTextFiles(words, out).compute(sync);
    expect(readdirSync(out).toSorted()).toEqual([left, "part-0.txt", "part-1.txt"]);
  });

  it("says which file cannot be written", async () => {
    const out = newFolder();
    writeFileSync(out, "");
    const run = toTextFiles(words, out).compute(sync);
    await expect(run).rejects.toThrow(
      `The file ${JSON.stringify(path.join(out, "part-0.txt"))} could not be written: EEXIST`,
    );
  });

  it("leaves nothing of a file that cannot be given its name", async () => {
    const out = newFolder();
    mkdirSync(path.join(out, "part-0.txt", "in the way"), { recursive: true });
    const run = toTextFiles(words, out, { ifExists: "overwrite" }).compute(sync);
    await expect(run).rejects.toThrow("could not be written: EISDIR");
    expect(readdirSync(out)).toEqual(["part-0.txt"]);
  });

  it.each([
    [() => toTextFiles(["a"] as never, "x*"), "toTextFiles(): Expected `bag` to be a Bag"],
    [() => toTextFiles(words, ""), "Expected `path` to be a path with a *, a folder, or a function"],
    [() => toTextFiles(words, "a*b*"), "Expected `path` to have one * at most"],
    [() => toTextFiles(words, () => "same"), "those of partitions 0 and 1 have the same name"],
    [() => toTextFiles(words, () => 5 as never), "Expected `path` to return the path of a file, got 5"],
    [() => toTextFiles(words, "x*", { ifExists: "ask" as never }), 'Expected `ifExists` to be "error"'],
    [() => toTextFiles(words, "x*", { delimiter: "" }), "Expected `delimiter` to be a string"],
    [() => toTextFiles(words, "x*", { compression: "lzw" as never }), 'Expected `compression` to be "infer"'],
    [() => toTextFiles(words, "x*", { ifExist: "skip" } as never), "Did you mean `ifExists`?"],
  ])("refuses bad input where it is given: %s", (call, message) => {
    expect(call).toThrow(message);
  });
});

describe("toJsonLines", () => {
  it("writes what JSON.parse reads as the same values", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue(), { maxLength: 10 }), async (values) => {
        const out = newFolder();
        await toJsonLines(Bag.fromSequence(values, { npartitions: 2 }), out).compute(sync);
        const read = readText(path.join(out, "*.jsonl")).map((line) => JSON.parse(line) as unknown);
        expect(await read.map((value) => JSON.stringify(value)).compute(sync)).toEqual(
          values.map((value) => JSON.stringify(value)),
        );
        rmSync(out, { recursive: true });
      }),
      cases(15),
    );
  });

  it.each([
    [undefined, "values that JSON has, got undefined"],
    [() => 5, "values that JSON has, got a function"],
    [5n, "BigInt"],
  ])("refuses %s, which is nothing in JSON", async (value, message) => {
    const run = toJsonLines(Bag.fromSequence([1, value], { npartitions: 1 }), newFolder()).compute(sync);
    await expect(run).rejects.toThrow(message);
    await expect(run).rejects.toMatchObject({ operation: "toJsonLines", index: 1 });
  });
});

describe("toCsv", () => {
  const textOf = async (elements: readonly object[], options = {}): Promise<string> => {
    const bag = Bag.fromSequence(elements, { npartitions: 1 });
    const [file] = await toCsv(bag, newFolder(), options).compute(sync);
    return readFileSync(file!.path, "utf8");
  };

  it("writes records below their names, with quotes where they are needed", async () => {
    const born = new Date(0);
    expect(
      await textOf([
        { id: 1, "the name": 'says "hi"', born },
        { "the name": "a,b", id: 2n, born: null },
        { id: true, "the name": "two\nlines" },
      ]),
    ).toBe('id,the name,born\n1,"says ""hi""",1970-01-01T00:00:00.000Z\n2,"a,b",\ntrue,"two\nlines",\n');
    expect(
      await textOf(
        [
          ["a", "b;"],
          [1, ""],
        ],
        { delimiter: ";", lineEnd: "\r\n" },
      ),
    ).toBe('a;"b;"\r\n1;\r\n');
    expect(await textOf([[""], ["x"]])).toBe('""\nx\n');
  });

  it("puts in quotes what would make a long delimiter begin too early", async () => {
    const rows = [
      ["a|", "|b", "|"],
      ["", "c|d", "e||"],
    ];
    const out = newFolder();
    const [file] = await toCsv(Bag.fromSequence(rows, { npartitions: 1 }), out, { delimiter: "||" }).compute(
      sync,
    );
    expect(readFileSync(file!.path, "utf8")).toBe('"a|"|||b||"|"\n||c|d||"e||"\n');
    expect(await readCsv(file!.path, { delimiter: "||", header: false }).compute(sync)).toEqual(rows);
  });

  it("writes the columns that are named, also above no elements", async () => {
    const columns = ["b", "a"];
    expect(await textOf([{ a: 1, b: 2, c: 3 }], { columns })).toBe("b,a\n2,1\n");
    expect(await textOf([{ a: 1, b: 2 }], { columns, header: false })).toBe("2,1\n");
    expect(await textOf([[1, 2]], { columns })).toBe("b,a\n1,2\n");
    const none = Bag.fromSequence([{ a: 1 }]).filter(() => false);
    const [file] = await toCsv(none, newFolder(), { columns }).compute(sync);
    expect(readFileSync(file!.path, "utf8")).toBe("b,a\n");
  });

  it("is read by others as what was written", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "é", " ") }), fc.string()), {
          minLength: 1,
          maxLength: 5,
        }),
        async (rows) => {
          const text = await textOf(rows);
          expect(parseCsv(text)).toEqual(rows);
        },
      ),
      cases(15),
    );
  });

  it.each([
    [[{ a: 1 }, { a: 1, b: 2 }], "objects with no other keys than a, as the first one, got"],
    [[{ a: 1 }, [1]], "objects with no other keys than a"],
    [[[1, 2], [1]], "arrays of 2 fields, as the first one, got"],
    [[[1, 2], { a: 1 }], "arrays of 2 fields"],
    [[{ a: 1 }, { a: { b: 2 } }], 'in column "a", got'],
    [[{ a: 1 }, { a: new Date(NaN) }], 'valid date, null or undefined in column "a", got'],
    [[[1], 5], "Expected the elements to be objects or arrays of fields, got 5"],
  ])("refuses %o", async (elements, message) => {
    const run = textOf(elements as object[]);
    await expect(run).rejects.toThrow(message);
    await expect(run).rejects.toMatchObject({ operation: "toCsv", index: 1 });
  });

  it.skipIf(process.platform !== "linux")(
    "keeps no file open whose first line cannot be written",
    async () => {
      const out = newFolder();
      const columns = ["漢"];
      const run = toCsv(Bag.fromSequence([["a"]]), out, { columns, encoding: "latin1" }).compute(sync);
      await expect(run).rejects.toThrow("are all in latin1, got");
      const open = readdirSync("/proc/self/fd").map((id) => linkOf(`/proc/self/fd/${id}`));
      expect(open.filter((file) => file.startsWith(out))).toEqual([]);
    },
  );

  it("refuses options that make no sense", () => {
    const bag = Bag.fromSequence([{ a: 1 }]);
    expect(() => toCsv(bag, "x*", { delimiter: '"' })).toThrow("without quotes and ends of lines");
    expect(() => toCsv(bag, "x*", { columns: [] })).toThrow("an array of at least one name");
    expect(() => toCsv(bag, "x*", { columns: ["a", "b", "a"] })).toThrow(
      'toCsv(): Expected `columns` to be names, but two columns have the name "a".',
    );
  });
});

// The one by which the folder was read is gone.
function linkOf(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return "";
  }
}

/** A reader of RFC 4180, as short as it can be. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  const row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain!);
    if (end === "\n") rows.push(row.splice(0));
  }
  return rows;
}
