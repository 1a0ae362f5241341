import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import * as io from "@holdall/io";
import { Bag, readText } from "holdall";
import { afterAll, expect, it } from "vitest";
import { onEveryScheduler } from "./on-every-scheduler.js";

const folder = mkdtempSync(path.join(tmpdir(), "holdall-text-"));
afterAll(() => rmSync(folder, { recursive: true }));

onEveryScheduler((scheduler, name) => {
  it("counts the words of a file in blocks", async () => {
    const file = path.join(folder, `${name}.txt`);
    const words = Array.from({ length: 5000 }, (_, i) => `wörd${(i * i) % 7}`);
    writeFileSync(file, words.join(" ").replaceAll("wörd0 ", "wörd0\n"));
    const counts = readText(file, { blockSize: 1000 })
      .flatMap((line) => line.split(" "))
      .frequencies();
    const expected = new Map<string, number>();
    for (const word of words) expected.set(word, (expected.get(word) ?? 0) + 1);
    for (const optimize of [true, false])
      expect(new Map(await counts.compute({ scheduler, optimize }))).toEqual(expected);
  });

  it("decompresses files", async () => {
    const files = [1, 2, 3].map((n) => path.join(folder, `${name}${n}.gz`));
    files.forEach((file, i) => writeFileSync(file, gzipSync(`a${i}\nb${i}\n`)));
    const lines = readText(files).map((line) => line.toUpperCase());
    for (const optimize of [true, false])
      expect(await lines.compute({ scheduler, optimize })).toEqual(["A0", "B0", "A1", "B1", "A2", "B2"]);
  });

  it("decompresses blocks of a file", async () => {
    const file = new URL("../../io/test/fixtures/bgzip.gz", import.meta.url);
    const counts = readText(file, { blockSize: 200 }).frequencies();
    expect(await counts.compute({ scheduler })).toEqual([["to be or not to be", 12_000]]);
  });
});

it("is a function of Bag too, as all readers of files are", async () => {
  const file = path.join(folder, "lines.jsonl");
  writeFileSync(file, "1\n2\n");
  expect(await Bag.readText(file, { keepEnds: true }).compute()).toEqual(["1\n", "2\n"]);
  expect(await Bag.readJsonLines<number>(file).sum().compute()).toBe(3);
  const readers = Object.entries(io).filter(([name]) => name.startsWith("read"));
  expect(readers).toHaveLength(7);
  for (const [name, reader] of readers) expect(Bag).toHaveProperty(name, reader);
});
