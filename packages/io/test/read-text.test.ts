import { appendFileSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { TaskError } from "@holdall/core";
import { readText } from "@holdall/io";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { cases } from "../../../test/cases.ts";

const folder = mkdtempSync(path.join(tmpdir(), "holdall-io-"));
afterAll(() => rmSync(folder, { recursive: true }));

const sync = { scheduler: "sync" } as const;
let files = 0;

/** A file with this content. */
function fileOf(content: string | Uint8Array): string {
  const file = path.join(folder, `file ${++files}.txt`);
  writeFileSync(file, content);
  return file;
}

/** What a program would make of the whole text. */
function linesOf(text: string, delimiter = "\n"): string[] {
  const lines = text.split(delimiter);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

const characters = fc.constantFrom("a", "b", ";", "\n", "\r", "é", "漢", "𝒳", "");
const texts = fc.array(characters, { maxLength: 80 }).map((list) => list.join(""));

describe("readText", () => {
  it("gives the same lines as splitting the whole text, whatever the size of blocks", async () => {
    await fc.assert(
      fc.asyncProperty(
        texts,
        fc.constantFrom("\n", ";", "\r\n", "ab", "漢", "\n;a"),
        fc.constantFrom("utf8" as const, "utf16le" as const),
        fc.integer({ min: 1, max: 40 }),
        async (text, delimiter, encoding, blockSize) => {
          const file = fileOf(Buffer.from(text, encoding));
          const bag = readText(file, { delimiter, encoding, blockSize });
          expect(await bag.compute(sync)).toEqual(linesOf(text, delimiter));
          expect(await bag.count().compute(sync)).toBe(linesOf(text, delimiter).length);
          const whole = await readText(file, { delimiter, encoding, blockSize, keepEnds: true }).compute(
            sync,
          );
          expect(whole.join("")).toBe(text);
        },
      ),
      cases(300),
    );
  });

  it("does so for lines longer than what is read at a time, and for many portions", async () => {
    const text = Array.from({ length: 60_000 }, (_, i) => "x".repeat(i % 100) + i).join("\n") + "\n";
    const long = `${"é".repeat(1_500_000)}\n${text}${"y".repeat(2_500_000)}`;
    for (const blockSize of [100_000, 3_000_001, false] as const)
      expect(await readText(fileOf(long), { blockSize }).compute(sync)).toEqual(linesOf(long));
  });

  it("cuts files into blocks of about that size, and small ones not at all", async () => {
    const file = fileOf("0123456789\n".repeat(100));
    const bag = readText([file, fileOf("a\nb")], { blockSize: 500 });
    expect(bag.npartitions).toBe(4);
    const lengths = await bag.mapPartitions((lines) => [lines.length]).compute(sync);
    expect(lengths).toEqual([34, 33, 33, 2]);
    expect(readText(file).npartitions).toBe(1);
  });

  it("takes a carriage return for part of the end of a line unless a delimiter is given", async () => {
    const file = fileOf("a\r\nb\n\r\n\rc\r\nlast\r");
    expect(await readText(file).compute(sync)).toEqual(["a", "b", "", "\rc", "last\r"]);
    expect(await readText(file, { delimiter: "\n" }).compute(sync)).toEqual([
      "a\r",
      "b",
      "\r",
      "\rc\r",
      "last\r",
    ]);
    expect((await readText(file, { keepEnds: true }).compute(sync))[0]).toBe("a\r\n");
  });

  it("has no lines of an empty file, and no empty last line", async () => {
    expect(await readText(fileOf("")).compute(sync)).toEqual([]);
    expect(await readText(fileOf("\n")).compute(sync)).toEqual([""]);
    expect(await readText([fileOf(""), fileOf("a\n"), fileOf("")]).compute(sync)).toEqual(["a"]);
  });

  it("reads whole files where a delimiter overlaps itself, as nobody can tell where it begins", async () => {
    const file = fileOf("a|||b||c");
    const bag = readText(file, { delimiter: "||", blockSize: 1 });
    expect(bag.npartitions).toBe(1);
    expect(await bag.compute(sync)).toEqual(["a", "|b", "c"]);
  });

  it("tells from the beginning where lines end with such a delimiter, however long the file is", async () => {
    const text = "a|||b|".repeat(400_000);
    expect(await readText(fileOf(text), { delimiter: "||" }).count().compute(sync)).toBe(
      text.split("||").length,
    );
    const lines = await readText(fileOf(text), { delimiter: "||" }).compute(sync);
    expect(lines.findIndex((line, i) => line !== (i === 0 ? "a" : "|b|a"))).toBe(lines.length - 1);
  });

  it("drops a byte order mark", async () => {
    expect(await readText(fileOf("\uFEFFa\nb")).compute(sync)).toEqual(["a", "b"]);
    const wide = fileOf(Buffer.from("\uFEFFa\nb", "utf16le"));
    expect(await readText(wide, { encoding: "utf16le", blockSize: 2 }).compute(sync)).toEqual(["a", "b"]);
  });

  it("refuses bytes that are no text, and names file and place; or replaces them", async () => {
    const file = fileOf(
      Buffer.concat([Buffer.from("good\n"), Buffer.from([0x61, 0xff, 0x0a]), Buffer.from("b")]),
    );
    const run = readText(file).compute(sync);
    await expect(run).rejects.toBeInstanceOf(TaskError);
    await expect(run).rejects.toThrow(
      `The file ${JSON.stringify(file)} is not in utf8: the line that begins at byte 5 has bytes that are no text.`,
    );
    await expect(run).rejects.toMatchObject({ operation: "readText", partition: 0 });
    await expect(readText(file).count().compute(sync)).rejects.toThrow("byte 5 has bytes that are no text");
    expect(await readText(file, { errors: "replace" }).compute(sync)).toEqual(["good", "a\uFFFD", "b"]);
    expect(await readText(file, { encoding: "latin1" }).compute(sync)).toEqual(["good", "aÿ", "b"]);
    const odd = fileOf(Buffer.from([0x61, 0x00, 0x62]));
    await expect(readText(odd, { encoding: "utf16le" }).compute(sync)).rejects.toThrow("is not in utf16le");
  });

  it("replaces halves of characters in UTF-16, and half of one at the end", async () => {
    const halves = Buffer.from("a\uD800b\n\uDC00\uD83D\uDE00\n", "utf16le");
    const file = fileOf(Buffer.concat([halves, Buffer.from([0x61])]));
    const bag = readText(file, { encoding: "utf16le", errors: "replace" });
    expect(await bag.compute(sync)).toEqual(["a\uFFFDb", "\uFFFD\u{1F600}", "\uFFFD"]);
    expect(await bag.count().compute(sync)).toBe(3);
    const marked = readText([fileOf(Buffer.from("\uFEFF\uFEFFa", "utf16le"))], {
      encoding: "utf16le",
      errors: "replace",
    });
    expect(await marked.compute(sync)).toEqual(["\uFEFFa"]);
  });

  it("looks at each byte where lines are only counted", async () => {
    const count = (bytes: Buffer): Promise<number> => readText(fileOf(bytes)).count().compute(sync);
    for (let at = 0; at < 150; at++) {
      const bytes = Buffer.alloc(150, "\n");
      bytes.write("é", at === 149 ? 148 : at);
      expect(await count(bytes)).toBe(at >= 148 ? 149 : 148);
      bytes.fill(0xff, at, at + 1);
      await expect(count(bytes)).rejects.toThrow("bytes that are no text");
    }
    for (const lines of [63, 64, 65, 4096, 100_000])
      expect(await count(Buffer.alloc(lines, "\n"))).toBe(lines);
  });

  it("finds the files of patterns in the order of their paths, and pairs lines with their files", async () => {
    const logs = path.join(folder, "logs");
    mkdirSync(logs);
    for (const name of ["b.log", "a.log", "c.txt"]) writeFileSync(path.join(logs, name), `${name}\n`);
    const bag = readText(path.join(logs, "*.log"), { includePath: true });
    expect(await bag.compute(sync)).toEqual([
      ["a.log", path.join(logs, "a.log")],
      ["b.log", path.join(logs, "b.log")],
    ]);
    expect(await readText(pathToFileURL(path.join(logs, "c.txt"))).compute(sync)).toEqual(["c.txt"]);
    writeFileSync(path.join(logs, "[x].log"), "x");
    expect(await readText(path.join(logs, "[x].log")).compute(sync)).toEqual(["x"]);
  });

  it("puts several files into a partition", async () => {
    const list = Array.from({ length: 7 }, (_, i) => fileOf(`${i}`));
    const bag = readText(list, { filesPerPartition: 3 });
    expect(bag.npartitions).toBe(3);
    expect(await bag.compute(sync)).toEqual(["0", "1", "2", "3", "4", "5", "6"]);
  });

  it("reads a file as it was when the bag was made, and says so when it has become shorter", async () => {
    const file = fileOf("a\nb\nc");
    const bag = readText(file);
    appendFileSync(file, "d\ne");
    expect(await bag.compute(sync)).toEqual(["a", "b", "c"]);
    truncateSync(file, 2);
    await expect(bag.compute(sync)).rejects.toThrow(
      "has become shorter: it had 5 bytes when the bag was made, and now ends at byte 2.",
    );
    rmSync(file);
    await expect(bag.compute(sync)).rejects.toMatchObject({ cause: { code: "ENOENT" } });
  });

  it("reads nothing after what is taken, and closes the file", async () => {
    const file = fileOf("line\n".repeat(1_000_000));
    expect(await readText(file, { blockSize: 500_000 }).take(2).compute(sync)).toEqual(["line", "line"]);
  });

  it.each([
    [() => readText(path.join(folder, "nowhere.txt")), /There is no file ".*nowhere.txt"/],
    [() => readText(path.join(folder, "*.nothing")), /No file matches the pattern/],
    [() => readText(folder), /Expected ".*" to be a file. Name the files in a folder by a pattern/],
    [() => readText([]), /Expected at least one path, got an empty array/],
    [() => readText(5 as never), /Expected `paths` to be a path, .* got 5/],
    [() => readText(new URL("ftp://example.org/a.txt")), /Expected a path or a URL that begins with/],
    [() => readText("file://elsewhere/a.txt"), /Expected the URL of a file on this machine, got "file:/],
    [() => readText("file:///a%zz"), /Expected the URL of a file on this machine, got "file:/],
    [
      () => readText("file:///a?.txt"),
      /Expected the URL of a file without a query and a fragment, got "file:/,
    ],
    [() => readText("a", { blockSize: 0 }), /Expected `blockSize` to be false or a whole number of bytes/],
    [
      () => readText("a", { blockSize: 1, filesPerPartition: 1 }),
      /Expected one of `blockSize` and `filesPerPartition`/,
    ],
    [() => readText("a", { delimiter: "" }), /Expected `delimiter` to be a string of at least one character/],
    [
      () => readText("a", { delimiter: "漢", encoding: "latin1" }),
      /Expected `delimiter` to be of characters that latin1 has, got "漢"/,
    ],
    [() => readText("a", { encoding: "ascii" as never }), /Expected `encoding` to be "utf8"/],
    [() => readText("a", { blocksize: 1 } as never), /Unknown option `blocksize`. Did you mean `blockSize`/],
  ])("refuses bad input where it is given: %s", (call, message) => {
    expect(call).toThrow(message);
  });
});
