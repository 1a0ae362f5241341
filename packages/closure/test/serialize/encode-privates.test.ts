import { expect, test, vi } from "vitest";
import { runProgram } from "../run-program.ts";

vi.setConfig({ testTimeout: 30_000 });

test("what was done to a class, or is hidden in it, is kept", async () => {
  expect(await runProgram(["esm/class-details.mjs"])).toEqual({ stdout: "ok\n", stderr: "" });
});
