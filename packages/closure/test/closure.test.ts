import { expect, test, vi } from "vitest";
import { runProgram, withoutInspector } from "./run-program.ts";

vi.setConfig({ testTimeout: 30_000 });
const ok = { stdout: "ok\n", stderr: "" };

test("a function is named by module and export", async () => {
  expect(await runProgram(["esm/by-name.mjs"])).toEqual(ok);
});

test("a function is named by module and export where there is no inspector", async () => {
  expect(await runProgram([...withoutInspector, "esm/by-name.mjs"])).toEqual(ok);
});
