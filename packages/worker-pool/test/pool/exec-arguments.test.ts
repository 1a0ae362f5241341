import { semiSpaceOfWorkers, workerExecArgv } from "@holdall/worker-pool";
import { describe, expect, it } from "vitest";
import { findTsx } from "../../src/pool/exec-arguments.ts";

describe("workerExecArgv", () => {
  it.each([
    [
      ["--max-old-space-size=512", "--conditions", "dev"],
      ["--max-old-space-size=512", "--conditions", "dev"],
    ],
    [["-e", "script()"], []],
    [["--print", "1", "--no-warnings"], ["--no-warnings"]],
    [["--input-type=module", "--eval=x"], []],
    [["--inspect-brk=0", "--inspect"], []],
    [
      ["--import", "tsx", "--import", "./setup.mjs"],
      ["--import", "./setup.mjs"],
    ],
    [["--require", "/x/tsx/dist/preflight.cjs", "--import", "file:///x/tsx/dist/loader.mjs"], []],
    [["--import=tsx"], []],
  ])("of %j keeps %j", (given, kept) => {
    expect(workerExecArgv(given)).toEqual(kept);
  });
});

describe("semiSpaceOfWorkers", () => {
  it("is more than Node's own, unless this process was told how much", () => {
    expect(semiSpaceOfWorkers([])).toBeGreaterThan(16);
    expect(semiSpaceOfWorkers(["--max-semi-space-size=8"])).toBeUndefined();
    expect(semiSpaceOfWorkers(["--max_semi_space_size", "8"])).toBeUndefined();
  });
});

describe("findTsx", () => {
  it("finds tsx where the process runs under it, and nothing elsewhere", () => {
    expect(findTsx([])).toEqual([]);
    expect(findTsx(["--import", "./other.mjs"])).toEqual([]);
    expect(findTsx(["--import", "tsx"])).toEqual([
      expect.stringMatching(/^file:.*tsx.*esm.*\.mjs$/),
      expect.stringMatching(/^file:.*tsx.*cjs/),
    ]);
  });
});
