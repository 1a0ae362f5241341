import { expect, test, vi } from "vitest";
import { runProgram } from "../run-program.ts";

vi.setConfig({ testTimeout: 30_000 });

test("fields whose computed key is a constant travel", async () => {
  expect(await runProgram(["esm/computed-fields.mjs"])).toEqual({ stdout: "ok\n", stderr: "" });
});
