import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as zlib from "node:zlib";
import { Bag } from "@holdall/bag";
import { readCsv, readJsonLines, readText, toCsv, toJsonLines, toTextFiles } from "@holdall/io";
import { decompressBrotli, decompressZstd } from "hyparquet-compressors";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const folder = mkdtempSync(path.join(tmpdir(), "holdall-tools-"));
afterAll(() => rmSync(folder, { recursive: true }));

const sync = { scheduler: "sync" } as const;
const written = path.join(folder, "holdall");

const values = [
  { text: 'quotes " and \\ and \n ends', none: null, deep: { list: [1, [2, { three: [] }]], empty: {} } },
  ["\u2028 and \u2029 end lines elsewhere", "𝒳 é 漢", "\u0000\u001f", ""],
  { "a key with spaces, é": true, numbers: [0, -1.5, 1e300, 5e-324, 2 ** 53 - 1] },
  "a string",
  null,
];
const rows = [
  ["name", "says", "none"],
  ["Ada, Countess", 'He said "hi"', ""],
  ["two\nlines", "three\r\nlines\n", " kept "],
  ["é 漢 𝒳", "\u2028;\t|", '"'],
  ["", "", ""],
  ["007", "1e3", "null"],
];
const long = Array.from({ length: 8_000 }, (_, i) => `line ${i} ${"é".repeat(i % 30)} ${(i * 7919) % 1000}`);
/** By encoding. */
const lines = {
  "utf-8": ["é 漢 𝒳", "", "\u2028 and \u0085 end no lines", " spaces "],
  "utf-16-le": ["é 漢 𝒳", "", "\u010a has bytes of a newline"],
  "latin-1": ["é ÿ", "", "þ"],
};
const encodings = { "utf-8": "utf8", "utf-16-le": "utf16le", "latin-1": "latin1" } as const;
type Encoding = keyof typeof encodings;
const names = Object.keys(encodings) as Encoding[];

const isThere = (tool: string): boolean => spawnSync(tool, ["--version"]).status === 0;
const whereInstalled = (tool: string): string =>
  isThere(tool) ? tool : `${tool}, which is not installed here,`;

beforeAll(async () => {
  const one = { npartitions: 1 };
  const [all, table] = [Bag.fromSequence<unknown>(values, one), Bag.fromSequence(rows, one)];
  for (const end of ["", ".gz", ".deflate"]) {
    const at = (name: string): string => path.join(written, name + end);
    await toJsonLines(all, at("values-*.jsonl")).compute(sync);
    await toCsv(table, at("commas-*.csv")).compute(sync);
    await toCsv(table, at("semicolons-*.csv"), { delimiter: ";", lineEnd: "\r\n" }).compute(sync);
    for (const name of names) {
      const text = Bag.fromSequence(lines[name], one);
      await toTextFiles(text, at(`${name}-*.txt`), { encoding: encodings[name] }).compute(sync);
    }
  }
});

const python = whereInstalled("python3");

describe.skipIf(python !== "python3")(`what ${python} reads and writes by its standard library`, () => {
  const own = path.join(folder, "python");
  let read: Record<string, unknown[]>;

  beforeAll(() => {
    writeFileSync(
      path.join(folder, "given.json"),
      JSON.stringify({ values, rows, lines, long: `${long.join("\n")}\n` }),
    );
    const program = fileURLToPath(new URL("fixtures/other-tool.py", import.meta.url));
    read = JSON.parse(execFileSync("python3", [program, folder], { encoding: "utf8" })) as typeof read;
  });

  it.each(["", ".gz", ".deflate"])("is what was written by holdall in files that end with %s", (end) => {
    expect(read[`values-0.jsonl${end}`]).toEqual(values);
    expect(read[`commas-0.csv${end}`]).toEqual(rows);
    expect(read[`semicolons-0.csv${end}`]).toEqual(rows);
    for (const name of names) expect(read[`${name}-0.txt${end}`]).toEqual(lines[name]);
  });

  it.each(["ascii.jsonl", "ascii.jsonl.gz", "unicode.jsonl", "unicode.jsonl.gz"])(
    "is read by holdall as the same: %s",
    async (name) => {
      expect(await readJsonLines(path.join(own, name)).compute(sync)).toEqual(values);
      if (name.endsWith(".gz")) return;
      expect(await readJsonLines(path.join(own, name), { blockSize: 20 }).compute(sync)).toEqual(values);
    },
  );

  it.each(["excel.csv", "excel.csv.gz", "unix.csv", "unix.csv.gz", "tabs.csv", "tabs.csv.gz"])(
    "is read by holdall as the same: %s",
    async (name) => {
      const delimiter = name.startsWith("tabs") ? "\t" : ",";
      const file = path.join(own, name);
      expect(await readCsv(file, { header: false, delimiter }).compute(sync)).toEqual(rows);
      const [header, ...records] = rows;
      const columns = await readCsv(file, { delimiter }).compute(sync);
      expect(columns.map((record) => header!.map((column) => record[column]))).toEqual(records);
    },
  );

  it.each(names)("is read by holdall as the same: text in %s", async (name) => {
    const encoding = encodings[name];
    const file = path.join(own, `${name}.txt`);
    expect(await readText(file, { encoding, blockSize: 5 }).compute(sync)).toEqual(lines[name]);
    expect(await readText(`${file}.deflate`, { encoding }).compute(sync)).toEqual(lines[name]);
  });

  it("is read by holdall as the same: what is compressed by gzip, bzip2 and xz", async () => {
    const packed = readdirSync(path.join(folder, "packed"));
    expect(packed).toContain("once-9.gz");
    for (const name of packed) {
      const read = await readText(path.join(folder, "packed", name)).compute(sync);
      expect([
        name,
        read.join("\n") === (name.startsWith("once") ? long : [...long, ...long]).join("\n"),
      ]).toEqual([name, true]);
    }
  });
});

const gzip = whereInstalled("gzip");

describe.skipIf(gzip !== "gzip")(`what ${gzip} packs and unpacks`, () => {
  it("is what was written by holdall", () => {
    const packed = readdirSync(written).filter((name) => name.endsWith(".gz"));
    const unpacked = execFileSync("gzip", ["-dc", ...packed], { cwd: written });
    const plain = packed.map((name) => readFileSync(path.join(written, name.slice(0, -".gz".length))));
    expect(unpacked).toEqual(Buffer.concat(plain));
  });

  it("is read by holdall as the same, one file behind another too", async () => {
    const input = `${lines["utf-8"].join("\n")}\n`;
    const packed = ["-1", "-9"].map((level) => execFileSync("gzip", ["-c", level], { input }));
    const file = path.join(folder, "packed.gz");
    writeFileSync(file, Buffer.concat(packed));
    expect(await readText(file).compute(sync)).toEqual([...lines["utf-8"], ...lines["utf-8"]]);
  });
});

describe("what others unpack", () => {
  const text = Bag.fromSequence(lines["utf-8"], { npartitions: 1 });
  const plain = `${lines["utf-8"].join("\n")}\n`;

  async function fileOf(end: string): Promise<string> {
    const [file] = await toTextFiles(text, path.join(folder, `others-*${end}`)).compute(sync);
    return file!.path;
  }

  it("is what was packed by brotli", async () => {
    const bytes = readFileSync(await fileOf(".br"));
    expect(Buffer.from(decompressBrotli(bytes, Buffer.byteLength(plain))).toString()).toBe(plain);
  });

  it.skipIf(!("zstdCompressSync" in zlib))(
    "is what was packed by zstd, which Node has from version 22.15 on",
    async () => {
      const file = await fileOf(".zst");
      expect(Buffer.from(decompressZstd(readFileSync(file))).toString()).toBe(plain);
      if (isThere("zstd")) expect(execFileSync("zstd", ["-dc", file], { encoding: "utf8" })).toBe(plain);
    },
  );

  it.skipIf(!isThere("zstd"))(`is read by holdall as the same, by ${whereInstalled("zstd")}`, async () => {
    const file = path.join(folder, "packed.zst");
    writeFileSync(file, execFileSync("zstd", ["-c"], { input: plain }));
    expect(await readText(file).compute(sync)).toEqual(lines["utf-8"]);
  });
});
