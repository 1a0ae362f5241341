import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Bag } from "@holdall/bag";
import { httpFiles, readArrow, readAvro, readParquet, toArrow, toAvro, toParquet } from "@holdall/io";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startFileServer, type FileServer } from "./file-server.ts";

const folder = mkdtempSync(path.join(tmpdir(), "holdall-tables-"));
const sync = { scheduler: "sync" } as const;
const here = { scheduler: "async" } as const;
const rows = Array.from({ length: 300 }, (_, id) => ({ id, name: `row ${id}` }));

let server: FileServer;
beforeAll(async () => {
  const bag = Bag.fromSequence(rows, { npartitions: 1 });
  const schema = { id: "int32", name: "string" } as const;
  const written = [
    toParquet(bag, path.join(folder, "*.parquet"), { schema, rowGroupSize: 100 }),
    toArrow(bag, path.join(folder, "*.arrow"), { schema, batchSize: 100 }),
    toArrow(bag, path.join(folder, "*.arrows"), { schema, batchSize: 100, format: "stream" }),
    toAvro(bag, path.join(folder, "*.avro"), { codec: "null", blockSize: 500 }),
  ];
  const files = await Promise.all(written.map((one) => one.compute(sync)));
  const contents = files
    .flat()
    .map((file): [string, Uint8Array] => [`/${path.basename(file.path)}`, readFileSync(file.path)]);
  server = await startFileServer({ ...Object.fromEntries(contents), "/text": "this is no table" });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const at = (name: string): string => `${server.origin}/${name}`;
const patient = () => httpFiles({ timeout: 10_000 });

it("reads row groups of a web server, and no others than are wanted", async () => {
  const filter = { id: { gte: 250 } };
  const read = readParquet(at("0.parquet"), { filter, columns: ["name"], fileSystem: patient });
  await server.requests();
  expect(read.npartitions).toBe(1);
  expect(await read.compute(here)).toEqual(rows.slice(250).map(({ name }) => ({ name })));
  expect(await server.requests()).toHaveLength(2);
  expect(
    await readParquet([at("0.parquet"), path.join(folder, "0.parquet")])
      .count()
      .compute(here),
  ).toBe(600);
  expect(() => readParquet(at("text"))).toThrow(
    /Expected ".*text" to be a Parquet file, but parquet file invalid/,
  );
});

it("reads record batches of a web server", async () => {
  const read = readArrow(at("0.arrow"));
  expect(read.npartitions).toBe(3);
  expect(await read.compute(here)).toEqual(rows);
  expect(await readArrow(at("0.arrows")).compute(here)).toEqual(rows);
  expect(() => readArrow(at("text"))).toThrow("to be an Arrow file, but it does not begin as such files do");
});

it("reads blocks of Avro files of a web server", async () => {
  const read = readAvro(at("0.avro"), { blockSize: 1000 });
  expect(read.npartitions).toBeGreaterThan(3);
  expect(await read.compute(here)).toEqual(rows);
  await expect(readAvro(at("text")).compute(here)).rejects.toThrow("could not be read as Avro");
});

it.each([
  ["0.parquet", readParquet],
  ["0.arrow", readArrow],
  ["0.avro", readAvro],
] as const)("waits no longer for %s when the run is over", async (name, read) => {
  await server.requests();
  read(at(name));
  const asked = await server.requests();
  const bag = read(at(`${name}?stalls=${asked.length}`));
  const stop = new AbortController();
  const before = await server.closed();
  await server.requests();
  const run = bag.compute({ ...here, signal: stop.signal });
  while ((await server.requests()).length === 0);
  stop.abort();
  await expect(run).rejects.toMatchObject({ name: "AbortError" });
  // The server is asked until it knows that what it does not answer was given up.
  while ((await server.closed()) === before);
});
