import { expect, test, vi } from "vitest";
import { runProgram } from "../run-program.ts";

vi.setConfig({ testTimeout: 30_000 });

test("event emitters travel with their listeners", async () => {
  expect(await runProgram(["esm/emitters.mjs"])).toEqual({ stdout: "ok\n", stderr: "" });
});
