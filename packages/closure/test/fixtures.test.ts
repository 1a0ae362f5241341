import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type BuildOptions, type Plugin } from "esbuild";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { runProgram, withoutInspector } from "./run-program.ts";

// Of a program that hangs; on a busy machine one may take seconds.
vi.setConfig({ testTimeout: 30_000 });

const folder = fileURLToPath(new URL("./fixtures/", import.meta.url));
// Each program checks for itself.
const ok = { stdout: "ok\n", stderr: "" };

describe("what travels, and what is refused", () => {
  test.each([
    "functions",
    "values",
    "classes",
    "only-what-is-used",
    "imports",
    "refused",
    "positions",
    "nested",
  ])("%s", async (name) => {
    expect(await runProgram([`esm/${name}.mjs`])).toEqual(ok);
  });

  test("captures are cheap and keep nothing alive", async () => {
    expect(await runProgram(["--expose-gc", "esm/cost.mjs"])).toEqual(ok);
  });

  test("without the inspector, functions that capture nothing and those bound by hand travel", async () => {
    expect(await runProgram([...withoutInspector, "esm/no-inspector.mjs"])).toEqual(ok);
  });
});

describe("every way to run a program", () => {
  test("plain ES module", async () => {
    expect(await runProgram(["modes/program.mjs"])).toEqual(ok);
  });

  test.each(["program.cjs", "a folder/program.cjs"])("plain CommonJS: %s", async (name) => {
    expect(await runProgram([`modes/${name}`])).toEqual(ok);
  });

  test.each(["program.ts", "program.cts", "more-than-types.ts", "positions.ts"])(
    "TypeScript under tsx: %s",
    async (name) => {
      expect(await runProgram(["--import", "tsx", `modes/${name}`], { MODE_LOADER: "tsx" })).toEqual(ok);
    },
  );

  // Node strips types by itself from 22.18 on.
  test.skipIf(!("typescript" in process.features) || process.features.typescript === false)(
    "TypeScript that Node strips",
    async () => {
      expect(await runProgram(["--no-warnings", "modes/program.ts"])).toEqual(ok);
    },
  );

  test("cells in a context of their own", async () => {
    expect(await runProgram(["--no-warnings", "modes/vm-context.cjs"])).toEqual(ok);
  });
});

describe("as text that is typed in", () => {
  const text = readFileSync(path.join(folder, "modes/typed-in-script.txt"), "utf8");

  test("node -e", async () => {
    expect(await runProgram(["-e", text])).toEqual(ok);
  });

  test("node -p", async () => {
    const { stdout, stderr } = await runProgram(["-p", text]);
    expect({ lines: stdout.split("\n").sort(), stderr }).toEqual({
      lines: ["", "ok", "undefined"],
      stderr: "",
    });
  });

  test("node -e as a module", async () => {
    const program = readFileSync(path.join(folder, "modes/typed-in-module.txt"), "utf8");
    expect(await runProgram(["--input-type=module", "-e", program])).toEqual(ok);
  });

  test("the REPL", async () => {
    const child = spawn(process.execPath, ["-i"], { cwd: folder, env: { ...process.env, NODE_OPTIONS: "" } });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
      // It ends with its input, whatever it is busy with.
      if (/^(> )?ok$|Uncaught/m.test(output)) child.stdin.end();
    });
    child.stdin.write(text);
    await once(child, "close");
    expect(output).not.toContain("Uncaught");
    expect(output).toMatch(/^(> )?ok$/m);
  });
});

describe("as a program that was built", () => {
  let output: string;
  beforeAll(async () => {
    output = await mkdtemp(path.join(tmpdir(), "holdall-closure-"));
    // What a bundle imports, it finds where a user would have installed it.
    await mkdir(path.join(output, "node_modules/@holdall"), { recursive: true });
    await symlink(path.join(import.meta.dirname, ".."), path.join(output, "node_modules/@holdall/closure"));
    await symlink(
      path.join(import.meta.dirname, "../node_modules/acorn"),
      path.join(output, "node_modules/acorn"),
    );
  });
  afterAll(() => rm(output, { recursive: true }));

  /** Leaves imports of these files as they are; the harness, for one, is no part of the program. */
  const keep = (filter: RegExp): Plugin => ({
    name: "keep",
    setup: ({ onResolve }) =>
      onResolve({ filter }, ({ path: file, resolveDir }) => ({
        path: pathToFileURL(path.resolve(resolveDir, file)).href,
        external: true,
      })),
  });

  test.each<[string, BuildOptions, RegExp]>([
    ["compiled, with a source map", { sourcemap: true, packages: "external" }, /\.[cm]js$/],
    [
      "minified, with a source map",
      { minify: true, sourcemap: true, packages: "external" },
      /everywhere\.mjs$/,
    ],
    ["minified", { minify: true, packages: "external" }, /everywhere\.mjs$/],
    ["minified, with all packages inside", { minify: true }, /everywhere\.mjs$/],
  ])("%s", async (name, options, kept) => {
    const outfile = path.join(output, `${name.replaceAll(/\W+/g, "-")}.mjs`);
    await build({
      entryPoints: [path.join(folder, "modes/program.ts")],
      outfile,
      bundle: true,
      platform: "node",
      format: "esm",
      logLevel: "silent",
      plugins: [keep(kept)],
      ...options,
    });
    const mapped = options.sourcemap === true;
    const place = mapped ? "modes/program\\.ts:7\\d:9" : `${path.basename(outfile)}:`;
    expect(
      await runProgram([...(mapped ? ["--enable-source-maps"] : []), outfile], { MODE_STACKS: place }),
    ).toEqual(ok);
  });
});
