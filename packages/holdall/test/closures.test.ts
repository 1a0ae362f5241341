import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

// Of a program that hangs; on a busy machine one may take seconds.
vi.setConfig({ testTimeout: 30_000 });

const run = promisify(execFile);
const fixtures = fileURLToPath(new URL("./fixtures/closures/", import.meta.url));
const battery = fileURLToPath(new URL("../../closure/test/fixtures/", import.meta.url));
const ok = { stdout: "ok\n", stderr: "" };

/** Runs a real program with a real Node. */
function runProgram(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<typeof ok> {
  return run(process.execPath, args, {
    cwd: battery,
    env: { ...process.env, NODE_OPTIONS: "", HOLDALL_WORKERS: "2", ...env },
    timeout: 25_000,
  });
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "holdall-closures-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("the battery of @holdall/closure, on threads and processes", () => {
  const places = path.join(fixtures, "places.mjs");

  it.each([
    "esm/functions.mjs",
    "esm/values.mjs",
    "esm/classes.mjs",
    "esm/only-what-is-used.mjs",
    "esm/imports.mjs",
    "modes/program.mjs",
    "modes/program.cjs",
  ])("%s", async (program) => {
    expect(await runProgram([program], { PLACES: places })).toEqual(ok);
  });

  it.each(["modes/program.ts", "modes/program.cts", "modes/more-than-types.ts"])(
    "%s under tsx",
    async (program) => {
      expect(await runProgram(["--import", "tsx", program], { PLACES: places })).toEqual(ok);
    },
  );

  // Node strips types by itself from 22.18 on.
  it.skipIf(!("typescript" in process.features) || process.features.typescript === false)(
    "modes/program.ts with its types stripped by Node",
    async () => {
      expect(await runProgram(["--no-warnings", "modes/program.ts"], { PLACES: places })).toEqual(ok);
    },
  );

  it.each([
    ["node -e", ["-e"], "modes/typed-in-script.txt"],
    ["node --input-type=module -e", ["--input-type=module", "-e"], "modes/typed-in-module.txt"],
  ])("typed in: %s", async (_, args, program) => {
    const text = readFileSync(path.join(battery, program), "utf8");
    expect(await runProgram([...args, text], { PLACES: places })).toEqual(ok);
  });
});

describe.each(["threads", "processes"])("captured values on %s", (scheduler) => {
  it("are read at compute, and are each worker's own, sent once and kept while unchanged", async () => {
    const log = path.join(folder, `${scheduler}.log`);
    expect(await runProgram([path.join(fixtures, "copies.mjs"), scheduler, log])).toEqual(ok);
  });
});

describe.each(["sync", "async", "threads", "processes"])("what cannot travel, on %s", (scheduler) => {
  it(`is ${scheduler.endsWith("sync") ? "no matter, as nothing travels" : "refused before anything runs, all of it at once"}`, async () => {
    const log = path.join(folder, `refused-${scheduler}.log`);
    expect(
      await runProgram([path.join(fixtures, "refused.mjs"), log], { HOLDALL_SCHEDULER: scheduler }),
    ).toEqual(ok);
  });
});

describe.each([
  ["beside holdall", "external"],
  ["with holdall in it", "bundle"],
] as const)("a minified bundle %s", (_name, packages) => {
  let bundle: string;
  beforeAll(async () => {
    bundle = path.join(folder, `${packages}.mjs`);
    // Workers, at least, find holdall where a user would have installed it.
    await mkdir(path.join(folder, "node_modules"), { recursive: true });
    await symlink(path.join(import.meta.dirname, ".."), path.join(folder, "node_modules/holdall")).catch(
      () => undefined, // it is there already
    );
    await build({
      entryPoints: [path.join(fixtures, "bundled.mjs")],
      outfile: bundle,
      bundle: true,
      minify: true,
      packages,
      logLevel: "error",
      platform: "node",
      format: "esm",
    });
  });

  it.each(["sync", "threads", "processes"])("computes on %s", async (scheduler) => {
    const { stdout, stderr } = await runProgram([bundle], { HOLDALL_SCHEDULER: scheduler });
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual(
      [0, 1, 2, 3].map((x) => [x + 1, x * 20, x, 3, 1, path.join("a", "b"), true]),
    );
  });
});

describe("a debugger", () => {
  it("stops at `debugger` and at breakpoints of the user's own function on the synchronous scheduler", async () => {
    expect(await runProgram([path.join(fixtures, "debugger.mjs")])).toEqual(ok);
  });
});
