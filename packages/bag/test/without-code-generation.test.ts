import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const script = fileURLToPath(new URL("fixtures/without-code-generation.mjs", import.meta.url));

it.each([
  ["is forbidden", ["--disallow-code-generation-from-strings"], false],
  ["is allowed", [], true],
])("gives the same results and errors where code generation %s", async (_when, flags, canGenerate) => {
  const env = { ...process.env, NODE_OPTIONS: "" };
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, script], { env });
  expect(JSON.parse(stdout)).toEqual({
    canGenerate,
    sum: 6_747_000,
    operation: "map",
    partition: 0,
    index: 800,
  });
});
