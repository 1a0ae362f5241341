import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
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

test("as cells in a context of their own", async () => {
  expect(await runProgram("cjs/vm-context.cjs")).toEqual({ stdout: "ok\n", stderr: "" });
});

test("as a minified bundle", async () => {
  expect(await runProgram("bundle/bundle.min.mjs")).toEqual({ stdout: "ok\n", stderr: "" });
});

// Node strips types by itself from 22.18 on.
test.skipIf(!("typescript" in process.features) || process.features.typescript === false)(
  "as TypeScript that Node strips",
  async () => {
    expect(await runProgram("--no-warnings", "ts/stripped.ts")).toEqual({ stdout: "ok\n", stderr: "" });
  },
);

describe("as TypeScript under tsx", () => {
  test.each(["program.ts", "common.cts", "positions.ts"])("%s", async (name) => {
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

test("on the REPL", async () => {
  const child = spawn(process.execPath, ["-i"], { cwd: folder, env: { ...process.env, NODE_OPTIONS: "" } });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (output += chunk));
  child.stdin.end(
    [
      `const { serialize, revive } = require("@holdall/closure")`,
      `let limit = 3; var scale = 2`,
      `function double(x) { return x * scale + limit }`,
      `class Tool { run() { return double(1) } }`,
      `void revive(JSON.parse(JSON.stringify(serialize((x) => [double(x), new Tool().run()])))).then((fn) => console.log("result", fn(2)))`,
      "",
    ].join("\n"),
  );
  await once(child, "close");
  expect(output).toContain("result [ 7, 5 ]");
});

// Its name in Node 20.
const permission = process.allowedNodeEnvironmentFlags.has("--permission")
  ? "--permission"
  : "--experimental-permission";

test("without the inspector, functions that capture nothing and those bound by hand travel", async () => {
  expect(await runProgram(permission, "--allow-fs-read=*", "esm/no-inspector.mjs")).toMatchObject({
    stdout: "ok\n",
  });
});
