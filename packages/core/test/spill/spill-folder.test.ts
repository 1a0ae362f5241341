import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createSpillFolder, removeSpillFolder } from "../../src/spill/spill-folder.ts";

let temporary: string;
beforeEach(() => {
  temporary = mkdtempSync(path.join(tmpdir(), "holdall-"));
  vi.stubEnv("TMPDIR", temporary);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(temporary, { recursive: true });
});

/** Runs a script in a process of its own, which makes a folder for its results. */
function runScript(end: string): { readonly pid: number; readonly status: number | null } {
  const core = pathToFileURL(path.join(import.meta.dirname, "../../dist/index.js")).href;
  const script = `
    const { delayed, registerValueCodec } = await import(${JSON.stringify(core)});
    registerValueCodec(() => ({ encode: (value) => [Buffer.from(JSON.stringify(value))], decode: String }));
    const list = delayed(() => new Array(1000).fill(0));
    const end = delayed(() => { ${end} });
    const hooks = { event: ({ type }) => type === "spill" && process.stdout.write("spilled") };
    await end(list()).compute({ scheduler: "sync", memoryLimit: 1, optimize: false, hooks });`;
  const { pid, status, stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", script]);
  expect(String(stdout)).toMatch(/^spilled/);
  return { pid, status };
}

describe("the folder of a run", () => {
  it("goes with its process when that ends in the middle", () => {
    expect(runScript("process.exit(3)").status).toBe(3);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it("stays where it is when the process goes to another folder", () => {
    vi.stubEnv("TMPDIR", path.relative(process.cwd(), temporary));
    const folder = createSpillFolder();
    expect(path.dirname(folder)).toBe(temporary);
    removeSpillFolder(folder);
  });

  it("is removed by the next run where its process was killed, and by no other than its own machine", () => {
    runScript('process.kill(process.pid, "SIGKILL")');
    const [left, ...others] = readdirSync(temporary);
    expect(others).toEqual([]);
    const foreign = left!.replace(/^holdall-spill-[0-9a-f]{8}/, "holdall-spill-00000000");
    for (const name of [foreign, "holdall-spill-notes"]) mkdirSync(path.join(temporary, name));
    writeFileSync(path.join(temporary, foreign, "1-0-1"), "results");
    const [own, other] = [createSpillFolder(), createSpillFolder()];
    const names = [foreign, "holdall-spill-notes", path.basename(own), path.basename(other)];
    expect(readdirSync(temporary).sort()).toEqual(names.sort());
    removeSpillFolder(own);
    removeSpillFolder(other);
  });
});
