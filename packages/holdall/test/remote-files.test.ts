import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { httpFiles, localFiles, readText, threads, processes, toTextFiles } from "holdall";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const folder = mkdtempSync(path.join(tmpdir(), "holdall-remote-"));
const lines = Array.from({ length: 500 }, (_, i) => `line ${i}`);
const server = new Worker(new URL("../../io/test/fixtures/file-server.mjs", import.meta.url), {
  workerData: { files: { "/lines.txt": `${lines.join("\n")}\n` } },
});
let origin: string;
beforeAll(async () => {
  const [{ port }] = (await once(server, "message")) as [{ port: number }];
  origin = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  await server.terminate();
  rmSync(folder, { recursive: true });
});

describe.each([
  ["threads", threads],
  ["processes", processes],
] as const)("on %s", (name, create) => {
  it("reads a web server in the workers, and writes by a file system that is made there", async () => {
    await using pool = create({ workers: 2 });
    const token = "secret";
    const bag = readText(`${origin}/lines.txt?token=${token}`, {
      blockSize: 1_000,
      fileSystem: () => httpFiles({ headers: { authorization: token } }),
    });
    expect(bag.npartitions).toBe(5);
    const files = await toTextFiles(bag, path.join(folder, name), {
      fileSystem: () => localFiles(),
    }).compute({ scheduler: pool });
    const written = files.map((file) => readFileSync(file.path, "utf8")).join("");
    expect(written).toBe(`${lines.join("\n")}\n`);
    expect(await readText(`${origin}/lines.txt`).count().compute({ scheduler: pool })).toBe(500);
  });
});
