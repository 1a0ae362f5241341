import { expect, test, vi } from "vitest";
import { runProgram } from "../run-program.ts";

vi.setConfig({ testTimeout: 30_000 });

test("a `DOMException` stays one", async () => {
  expect(await runProgram(["esm/exceptions.mjs"])).toEqual({ stdout: "ok\n", stderr: "" });
});
