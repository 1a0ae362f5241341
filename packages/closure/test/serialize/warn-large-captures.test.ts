import { expect, test, vi } from "vitest";
import { runProgram } from "../run-program.ts";

vi.setConfig({ testTimeout: 30_000 });

test("a large capture warns once, with its size and name", async () => {
  const { stdout } = await runProgram(["esm/large-captures.mjs"]);
  const warnings = stdout.trim().split("\n");
  const subjects = warnings.map((line) =>
    /^HoldallWarning HOLDALL_LARGE_CAPTURE (`\w+`), captured by function `(\w+)` \(.*[/\\]large-captures\.mjs:(\d+:\d+)\), is (\d+) MB once encoded/
      .exec(line)
      ?.slice(1),
  );
  expect(subjects).toEqual([
    ["`config`", "find", "15:14", "24"],
    ["`dictionary`", "lookUp", "21:11", "17"],
    ["`config`", "lookUp", "21:11", "24"],
    ["`texts`", "deep", "25:20", "24"],
  ]);
  expect(warnings[0]).toMatch(
    /Load it where the function runs .*, pass it .* as data, .* SharedArrayBuffer\.$/,
  );
});
