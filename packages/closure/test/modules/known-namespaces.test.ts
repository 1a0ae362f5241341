import { expect, test, vi } from "vitest";
import { runProgram } from "../run-program.ts";

vi.setConfig({ testTimeout: 30_000 });

test("namespaces and symbols of modules travel as values", async () => {
  expect(await runProgram(["esm/namespaces.mjs"])).toEqual({ stdout: "ok\n", stderr: "" });
});
