import { expect, test, vi } from "vitest";
import { runProgram } from "../run-program.ts";

vi.setConfig({ testTimeout: 30_000 });

test("methods that use `super` travel by themselves", async () => {
  expect(await runProgram(["esm/super.mjs"])).toEqual({ stdout: "ok\n", stderr: "" });
});
