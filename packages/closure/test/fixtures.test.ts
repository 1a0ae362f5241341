import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";

const run = promisify(execFile);
const folder = fileURLToPath(new URL("./fixtures/", import.meta.url));

/** Runs a real program with a real Node: each checks, prints "ok" and has to end by itself. */
function runProgram(...args: string[]): Promise<{ stdout: string; stderr: string }> {
  return run(process.execPath, args, {
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: "" },
    timeout: 30_000,
  });
}

describe("as a plain ES module", () => {
  test.each(["functions", "values", "classes", "imports", "refused", "positions", "nested"])(
    "%s",
    async (name) => {
      expect(await runProgram(`esm/${name}.mjs`)).toEqual({ stdout: "ok\n", stderr: "" });
    },
  );
});

test("captures are cheap and keep nothing alive", async () => {
  expect(await runProgram("--expose-gc", "esm/cost.mjs")).toEqual({ stdout: "ok\n", stderr: "" });
});

test("as plain CommonJS", async () => {
  expect(await runProgram("cjs/program.cjs")).toEqual({ stdout: "ok\n", stderr: "" });
});

describe("as TypeScript under tsx", () => {
  test.each(["program.ts", "common.cts"])("%s", async (name) => {
    expect(await runProgram("--import", "tsx", `tsx/${name}`)).toEqual({ stdout: "ok\n", stderr: "" });
  });
});

describe("as text on the command line", () => {
  const text = `
    const { serialize, revive } = require("@holdall/closure");
    const limit = 3;
    var scale = 2;
    function double(x) { return x * scale; }
    class Box { constructor(n) { this.n = n; } twice() { return double(this.n); } }
    revive(JSON.parse(JSON.stringify(serialize((x) => [double(x) + limit, new Box(x).twice()])))).then((copy) => console.log(copy(4).join()));
  `;

  test("node -e", async () => {
    expect(await runProgram("-e", text)).toEqual({ stdout: "11,8\n", stderr: "" });
  });

  test("node -e as a module", async () => {
    const { stdout } = await runProgram(
      "--input-type=module",
      "-e",
      text.replace(/const (.*) = require\((.*)\);/, "import $1 from $2;"),
    );
    expect(stdout).toBe("11,8\n");
  });

  test("node -p", async () => {
    const { stdout } = await runProgram("-p", `${text.replace(/\.then[\s\S]*$/, "")}, "printed"`);
    expect(stdout).toBe("printed\n");
  });
});

test("without the inspector, functions that capture nothing and those bound by hand travel", async () => {
  expect(
    await runProgram("--experimental-permission", "--allow-fs-read=*", "esm/no-inspector.mjs"),
  ).toMatchObject({
    stdout: "ok\n",
  });
});
