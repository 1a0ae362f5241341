import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { readText, type ReadTextOptions } from "@holdall/io";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { cases } from "../../../test/cases.ts";

const folder = mkdtempSync(path.join(tmpdir(), "holdall-io-"));
afterAll(() => rmSync(folder, { recursive: true }));

const optimised = { scheduler: "sync", optimize: true } as const;
const asWritten = { scheduler: "sync", optimize: false } as const;
let files = 0;

/** A file with this content. */
function fileOf(content: string | Uint8Array, extension = "txt"): string {
  const file = path.join(folder, `file ${++files}.${extension}`);
  writeFileSync(file, content);
  return file;
}

function tally(elements: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const element of elements) counts.set(element, (counts.get(element) ?? 0) + 1);
  return [...counts];
}

const split = (line: string): string[] => line.split(" ");

/** Counts lines and their parts, and expects that they come to the same without having been made. */
async function expectSame(
  paths: string | string[],
  options: Omit<ReadTextOptions, "includePath"> = {},
): Promise<void> {
  const lines = readText(paths, options);
  const parts = readText(paths, options).flatMap((line) => line.split(" "));
  expect(parts.frequencies().explain({ optimize: true })).toContain("only how often");
  for (const bag of [lines, parts]) {
    expect(await bag.frequencies().compute(optimised)).toEqual(await bag.frequencies().compute(asWritten));
    expect(await bag.distinct().compute(optimised)).toEqual(await bag.distinct().compute(asWritten));
  }
}

const characters = fc.constantFrom(
  "a",
  "b",
  " ",
  " ",
  "\n",
  "\r",
  "\r\n",
  ";",
  "é",
  "漢",
  "𝒳",
  "\u{feff}",
  "0123456789abcdef",
);
const texts = fc.array(characters, { maxLength: 80 }).map((list) => list.join(""));

describe("lines and words that are only counted", () => {
  it("are those of the whole text, whatever the size of blocks and the number of files", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(texts, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(undefined, "\n", ";", "\r", " "),
        fc.constantFrom("utf8" as const, "latin1" as const),
        fc.integer({ min: 1, max: 100 }),
        async (contents, delimiter, encoding, blockSize) => {
          const paths = contents.map((text) => fileOf(text));
          await expectSame(paths, { delimiter, encoding, blockSize });
          rmSync(paths[0]!);
        },
      ),
      cases(300),
    );
  });

  it("are so by any separator", async () => {
    const file = fileOf("a,b\tc,,d\n\n,\te,f\n'x'`$`\"y\"");
    const bag = readText(file);
    const bags = {
      comma: bag.flatMap((line) => line.split(",")),
      tab: bag.flatMap((line) => line.split("\t")),
      quote: bag.flatMap((line) => line.split("'")),
      dollar: bag.flatMap((line) => line.split("$")),
    };
    for (const parts of Object.values(bags)) {
      expect(parts.frequencies().explain({ optimize: true })).toContain("only how often");
      expect(await parts.frequencies().compute(optimised)).toEqual(tally(await parts.compute(asWritten)));
    }
  });

  it("are so where they are longer than what is looked at at a time", async () => {
    const long = (length: number): string => "0123456789".repeat(length / 10);
    const words = [long(300_000), "a", long(1_500_000), "b", "", long(300_000), long(262_140), "c", "a"];
    await expectSame(fileOf(words.join(" ")));
    await expectSame(fileOf(words.join(" ")), { blockSize: 200_000 });
    await expectSame(fileOf(words.join("\n") + "\n"));
    await expectSame(fileOf(words.join("\r\n") + "\r\n"));
  });

  it("are so for any length, and for beginnings and ends that are the same", async () => {
    const words = Array.from({ length: 100 }, (_, length) => ["x".repeat(length), `${"x".repeat(length)}y`]);
    await expectSame(fileOf([...words, ...words].flat().join(" ")));
    await expectSame(fileOf([...words, ...words].flat().join("\n")));
  });

  it("are so where there are more of them than are kept at a time", async () => {
    const words = Array.from({ length: 700_000 }, (_, i) => `${i % 600_000}`);
    const counts = await readText(fileOf(words.join("\n")), { blockSize: false })
      .frequencies()
      .compute(optimised);
    expect(counts).toEqual(tally(words));
  });

  it("are so where the text is compressed", async () => {
    const text = "to be or not to be\nthat is the question\n".repeat(1000);
    await expectSame([fileOf(text), fileOf(gzipSync(text), "txt.gz")]);
  });

  it("are as many as there are bytes that are no text, which are errors unless they are replaced", async () => {
    const file = fileOf(Buffer.from([0x61, 0xff, 0x20, 0x61, 0xfe, 0x0a, 0x62, 0xc3]));
    await expectSame(file, { errors: "replace" });
    expect(
      await readText(file, { errors: "replace" }).flatMap(split).frequencies().compute(optimised),
    ).toEqual([
      ["a\u{fffd}", 2],
      ["b\u{fffd}", 1],
    ]);
    await expect(readText(file).frequencies().compute(optimised)).rejects.toThrow(
      `The file ${JSON.stringify(file)} is not in utf8: the line that begins at byte 0 has bytes that are no text.`,
    );
  });

  it("are made where they cannot be told by their bytes", async () => {
    const text = "a b||\r\nb a||\r\n";
    const options = [
      { encoding: "utf16le", file: fileOf(Buffer.from(text, "utf16le")) },
      { delimiter: "||", file: fileOf(text) },
      { keepEnds: true, file: fileOf(text) },
      { delimiter: "é", file: fileOf(`${text}é${text}`) },
    ] as const;
    for (const { file, ...option } of options) {
      const parts = readText(file, option).flatMap((line) => line.split(" "));
      expect(parts.frequencies().explain({ optimize: true })).not.toContain("only how often");
      expect(await parts.frequencies().compute(optimised)).toEqual(tally(await parts.compute(asWritten)));
    }
    const paired = readText(options[2].file, { includePath: true });
    expect((await paired.frequencies().compute(optimised)).length).toBe(2);
  });

  it("are counted in the same memory by whoever comes next", async () => {
    const bag = readText([fileOf("a b a\n"), fileOf("b c"), fileOf("")]).flatMap(split);
    for (let i = 0; i < 3; i++) {
      const both = await Promise.all([
        bag.frequencies().compute({ scheduler: "async" }),
        readText(fileOf("c c\nc")).flatMap(split).frequencies().compute({ scheduler: "async" }),
      ]);
      expect(both).toEqual([
        [
          ["a", 2],
          ["b", 2],
          ["c", 1],
        ],
        [["c", 3]],
      ]);
    }
  });

  it("are made where nothing may be compiled", () => {
    const file = fileOf("la la\nla\n");
    const program = `
      import { readText } from "@holdall/io";
      const [run, file] = [{ scheduler: "sync" }, ${JSON.stringify(file)}];
      const words = readText(file).flatMap((line) => line.split(" "));
      console.log(JSON.stringify([await readText(file).count().compute(run), await words.frequencies().compute(run)]));
    `;
    const args = ["--jitless", "--input-type=module", "--eval", program];
    const { stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: import.meta.dirname,
      encoding: "utf8",
    });
    expect(stderr).not.toContain("Error");
    expect(stdout).toBe('[2,[["la",3]]]\n');
  });

  it("are given back where reading fails", async () => {
    const bad = fileOf(Buffer.from([0x61, 0x20, 0x61, 0x0a, 0xff]));
    await expect(readText(bad, { blockSize: false }).frequencies().compute(optimised)).rejects.toThrow(
      "not in utf8",
    );
    expect(await readText(fileOf("b")).frequencies().compute(optimised)).toEqual([["b", 1]]);
  });
});
