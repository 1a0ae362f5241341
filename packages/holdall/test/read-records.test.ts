import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readCsv, readJsonLines } from "holdall";
import { afterAll, expect, it } from "vitest";
import { z } from "zod";
import { onEveryScheduler } from "./on-every-scheduler.js";

const folder = mkdtempSync(path.join(tmpdir(), "holdall-records-"));
afterAll(() => rmSync(folder, { recursive: true }));

onEveryScheduler((scheduler, name) => {
  it("reads lines of JSON, by a schema and with bad ones replaced", async () => {
    const file = path.join(folder, `${name}.jsonl`);
    writeFileSync(file, '{"n":"1"}\nnone\n{"n":"2"}\n{"m":3}\n');
    const bag = readJsonLines(file, {
      blockSize: 10,
      schema: () => z.object({ n: z.coerce.number() }),
      onError: (error, line) => `${(error as Error).name}: ${line}`,
    });
    const expected = [{ n: 1 }, "RecordError: none", { n: 2 }, 'RecordError: {"m":3}'];
    for (const optimize of [true, false])
      expect(await bag.compute({ scheduler, optimize })).toEqual(expected);
  });

  it("names file and line of what is no JSON", async () => {
    const file = path.join(folder, `bad ${name}.jsonl`);
    writeFileSync(file, "1\n2\n3\n4\nfive\n");
    const run = readJsonLines(file, { blockSize: 4 }).compute({ scheduler });
    await expect(run).rejects.toMatchObject({
      operation: "readJsonLines",
      partition: 2,
      cause: { name: "RecordError", path: file, number: 5 },
    });
  });

  it("reads CSV, by a schema and with bad records replaced", async () => {
    const file = path.join(folder, `${name}.csv`);
    writeFileSync(file, "id,name\n1,a\n2\n3,c\n");
    const bag = readCsv(file, {
      quotedNewlines: false,
      blockSize: 8,
      schema: () => z.object({ id: z.coerce.number(), name: z.string() }),
      onError: (error, fields) => `${(error as Error).name}: ${fields.join()}`,
    });
    const expected = [{ id: 1, name: "a" }, "RecordError: 2", { id: 3, name: "c" }];
    for (const optimize of [true, false])
      expect(await bag.compute({ scheduler, optimize })).toEqual(expected);
  });
});
