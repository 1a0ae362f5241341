import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Bag, readArrow, readAvro, readParquet, toArrow, toAvro, toParquet } from "holdall";
import { afterAll, expect, it } from "vitest";
import { z } from "zod";
import { onEveryScheduler } from "./on-every-scheduler.js";

const folder = mkdtempSync(path.join(tmpdir(), "holdall-tables-"));
afterAll(() => rmSync(folder, { recursive: true }));

const rows = Array.from({ length: 20 }, (_, id) => ({ id: BigInt(id), at: new Date(id), tags: [`t${id}`] }));
const bag = Bag.fromSequence(rows, { npartitions: 2 });

onEveryScheduler((scheduler, name) => {
  it("writes tables, and reads them, by a schema and with bad rows replaced", async () => {
    const out = path.join(folder, name);
    for (const written of [toParquet(bag, out), toAvro(bag, out), toArrow(bag, out)])
      expect(await written.pluck("count").compute({ scheduler })).toEqual([10, 10]);
    const options = {
      schema: () => z.object({ id: z.bigint().max(17n), at: z.date(), tags: z.array(z.string()) }),
      onError: (error: unknown): string => (error as Error).name,
    };
    const expected = [...rows.slice(0, 18), "RecordError", "RecordError"];
    for (const read of [
      readParquet(path.join(out, "*.parquet"), options),
      readAvro(path.join(out, "*.avro"), options),
      readArrow(path.join(out, "*.arrow"), options),
    ])
      expect(await read.compute({ scheduler })).toEqual(expected);
  });
});
