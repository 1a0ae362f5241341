import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { readCsv, type RecordError } from "@holdall/io";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { cases } from "../../../test/cases.ts";

const folder = mkdtempSync(path.join(tmpdir(), "holdall-csv-"));
afterAll(() => rmSync(folder, { recursive: true }));

const sync = { scheduler: "sync" } as const;
let files = 0;

function fileOf(content: string | Uint8Array): string {
  const file = path.join(folder, `${++files}.csv`);
  writeFileSync(file, content);
  return file;
}

const cut = { quotedNewlines: false, blockSize: 30_000 } as const;

/** The records of the last block of a file of which not all can be read. */
async function lastOf(file: string): Promise<unknown[]> {
  const { results } = await readCsv(file, cut).compute({ ...sync, allowFailures: true });
  return results.slice(-1);
}

function write(rows: readonly (readonly string[])[], end: string): string {
  const quoted = (field: string): string =>
    /[",\r\n]/.test(field) || field === "" ? `"${field.replaceAll('"', '""')}"` : field;
  return rows.map((row) => row.map(quoted).join(",") + end).join("");
}

const rowsOf = (characters: string[]): fc.Arbitrary<string[][]> => {
  const field = fc.array(fc.constantFrom(...characters), { maxLength: 4 }).map((list) => list.join(""));
  return fc.array(fc.tuple(field, field), { maxLength: 12 });
};

describe("readCsv", () => {
  it("gives the fields that were written, with delimiters, quotes and newlines in them", async () => {
    await fc.assert(
      fc.asyncProperty(
        rowsOf(["a", "é", " ", '"', ",", "\n", "\r\n"]),
        fc.constantFrom("\n", "\r\n"),
        async (rows, end) => {
          const file = fileOf(write(rows, end));
          expect(await readCsv(file, { header: false }).compute(sync)).toEqual(rows);
        },
      ),
      cases(50),
    );
  });

  it("does so for quoted fields that are longer than what is read at a time", async () => {
    const text = "x\n".repeat(700_000);
    const rows = [
      ["a", "b"],
      [text, '"\n"'],
      ["1", ""],
      ...Array.from({ length: 20_000 }, (_, i) => [`${i}`, `\n"${"y".repeat(i % 90)}`]),
    ];
    const expected = rows.slice(1).map(([a, b]) => ({ a, b }));
    expect(await readCsv(fileOf(write(rows, "\n"))).compute(sync)).toEqual(expected);
  });

  it("cuts files into blocks of any size where no newlines are quoted", async () => {
    await fc.assert(
      fc.asyncProperty(
        rowsOf(["a", "é", '"', ","]),
        fc.integer({ min: 1, max: 30 }),
        fc.constantFrom("", "\n\n"),
        async (rows, blockSize, before) => {
          const file = fileOf(`\uFEFF${before}${write([["first", "second"], ...rows], "\n")}`);
          const bag = readCsv(file, { quotedNewlines: false, blockSize });
          expect(await bag.compute(sync)).toEqual(rows.map(([first, second]) => ({ first, second })));
        },
      ),
      cases(50),
    );
  });

  it("is not misled by a newline that is quoted against all promises", async () => {
    const file = fileOf('a,b\n1,"x\ny"\n2,z\n');
    for (let blockSize = 1; blockSize < 20; blockSize++) {
      const run = readCsv(file, { quotedNewlines: false, blockSize }).compute(sync);
      await run.then(
        (records) =>
          expect(records).toEqual([
            { a: "1", b: "x\ny" },
            { a: "2", b: "z" },
          ]),
        (error: unknown) => expect(error).toMatchObject({ cause: { name: "RecordError" } }),
      );
    }
  });

  it("takes names from the header or from columns, with other characters between and around fields", async () => {
    const file = fileOf("a|b\n'1|1'|2\n");
    const syntax = { delimiter: "|", quote: "'" };
    expect(await readCsv(file, syntax).compute(sync)).toEqual([{ a: "1|1", b: "2" }]);
    const named = { ...syntax, columns: ["x", "y"] };
    expect(await readCsv(file, { ...named, header: true }).compute(sync)).toEqual([{ x: "1|1", y: "2" }]);
    expect(await readCsv(file, named).compute(sync)).toEqual([
      { x: "a", y: "b" },
      { x: "1|1", y: "2" },
    ]);
    const plain = readCsv(file, { delimiter: "|", quote: false, header: false, blockSize: 4 });
    expect(await plain.compute(sync)).toEqual([
      ["a", "b"],
      ["'1", "1'", "2"],
    ]);
    expect(plain.npartitions).toBe(3);
  });

  it("infers what fields are, and loses no digit", async () => {
    const fields = [
      "",
      "true",
      "false",
      "-1.5e3",
      "0",
      "007",
      " 1",
      "9007199254740993",
      "1e999",
      "0x10",
      "é",
    ];
    const file = fileOf(write([fields], "\n"));
    expect(await readCsv(file, { header: false, infer: true }).compute(sync)).toEqual([
      [null, true, false, -1500, 0, "007", " 1", "9007199254740993", "1e999", "0x10", "é"],
    ]);
  });

  it("gives what a schema makes of records, of compressed files too, with their path", async () => {
    const file = path.join(folder, "x.csv.gz");
    writeFileSync(file, gzipSync('id,at\n1,2020-01-01\n"2",2021-01-01'));
    const schema = () => z.object({ id: z.coerce.number(), at: z.coerce.date() });
    expect(await readCsv(file, { schema, includePath: true }).compute(sync)).toEqual([
      [{ id: 1, at: new Date("2020-01-01") }, file],
      [{ id: 2, at: new Date("2021-01-01") }, file],
    ]);
  });

  it("names file and record, wherever it is", async () => {
    const good = Array.from({ length: 30 }, (_, i) => `${i},x\n\n`).join("");
    const file = fileOf(`a,b\n${good}30,x,y\n31,x\n`);
    for (const blockSize of [false, 20, 100] as const) {
      const bag = readCsv(file, { quotedNewlines: false, blockSize });
      await expect(bag.compute(sync)).rejects.toMatchObject({
        operation: "readCsv",
        cause: { code: "HOLDALL_BAD_RECORD", path: file, number: 31 },
      });
      await expect(bag.compute(sync)).rejects.toThrow(
        /has a bad record, number 31: expected 2 fields, as there are columns, got 3. It is \["30","x","y"\]/,
      );
    }
    const replaced = readCsv(file, {
      onError: (error, fields) => [(error as RecordError).number, fields.length],
    });
    expect(await replaced.filter((element) => Array.isArray(element)).compute(sync)).toEqual([[31, 3]]);
    expect(await readCsv(file, { onError: "skip" }).count().compute(sync)).toBe(31);
  });

  it("says what is no CSV", async () => {
    const open = readCsv(fileOf('a,b\n1,2\n3,"4\n5,6\n'), { onError: "skip" });
    await expect(open.compute(sync)).rejects.toThrow(/bad record, number 2: Quote Not Closed.* It is 3,"4/);
    const inside = readCsv(fileOf('a,b\n1,2\n3,4"4\n'), { onError: "skip" });
    await expect(inside.compute(sync)).rejects.toThrow(
      /bad record, number 2: Invalid Opening Quote.* It is 3,4"4/,
    );
    await expect(readCsv(fileOf("a,b,a\n1,2,3\n")).compute(sync)).rejects.toThrow(
      /has a bad header: two columns have the name "a"/,
    );
  });

  it("shows the line that is no CSV, whatever ends the lines before it", async () => {
    for (const before of ['"x\r\ny",2\r\n', '"x\n\n\ny",2\n', "x\ry\rz,2\n", "x,2\r\n\r\n\r\n"]) {
      const run = readCsv(fileOf(`é,b\n${before}3,4"4\n5,6\n`)).compute(sync);
      await expect(run).rejects.toThrow(/bad record, number 2: Invalid Opening Quote.* It is 3,4"4\.$/);
    }
    const inside = readCsv(fileOf('a,b\n"x\r\n\r\n"y,2\n')).compute(sync);
    await expect(inside).rejects.toThrow(/bad record, number 1: Invalid Closing Quote.* It is "x\.$/);
  });

  it("takes the names of columns from the header, whatever is between it and a block", async () => {
    const rows = "x,1\n".repeat(20_000);
    const [last] = await lastOf(fileOf(`a,b\nx"x,1\n${rows}`));
    expect(last).toEqual({ a: "x", b: "1" });
    // More newlines than are decoded at a time.
    const quoted = fileOf(`a,b\n"${"\n".repeat(70_000)}",1\n${rows}1,2,3\n`);
    const two = { quotedNewlines: false, blockSize: 100_000 } as const;
    expect(
      await readCsv(quoted, { ...two, onError: "skip" })
        .count()
        .compute(sync),
    ).toBe(20_001);
    const ragged = readCsv(quoted, two).compute(sync);
    await expect(ragged).rejects.toThrow("bad record, number 20002: expected 2 fields");
  });

  it("says of each block which record is no CSV, where it cannot count those before its own", async () => {
    const rows = "x,1\n".repeat(20_000);
    const noHeader = fileOf(`a"a,b\n${rows}`);
    const { failures } = await readCsv(noHeader, cut).compute({ ...sync, allowFailures: true });
    expect(failures.length).toBeGreaterThan(1);
    for (const { error } of failures)
      expect(error.cause).toMatchObject({ name: "RecordError", path: noHeader, number: 0 });
    const noRecord = fileOf(`a,b\nx"x,1\n${rows}1,2,3\n`);
    const ragged = await readCsv(noRecord, cut).compute({ ...sync, allowFailures: true });
    for (const { error } of ragged.failures)
      expect(error.cause).toMatchObject({ name: "RecordError", path: noRecord, number: 1 });
  });

  it("has no records of empty files, and of files with nothing but a header", async () => {
    expect(await readCsv([fileOf(""), fileOf("a,b\n"), fileOf("\n\n")]).compute(sync)).toEqual([]);
  });

  it.each([
    [
      () => readCsv("a", { blockSize: 5 }),
      /newlines between quotes cannot be cut. Say `quotedNewlines: false`/,
    ],
    [() => readCsv("a", { delimiter: "\n" }), /`delimiter` to be a string of at least one character, none/],
    [() => readCsv("a", { delimiter: '"' }), /`delimiter` to be without the `quote` "/],
    [() => readCsv("a", { quote: "ab" }), /`quote` to be false or a single character/],
    [() => readCsv("a", { columns: ["x", "x"] }), /`columns` to be names, but two columns have the name "x"/],
    [() => readCsv("a", { columns: [] }), /`columns` to be an array of at least one string/],
    [() => readCsv("a", { keepEnds: true } as never), /Unknown option `keepEnds`/],
  ])("refuses bad input where it is given: %s", (call, message) => {
    expect(call).toThrow(message);
  });
});
