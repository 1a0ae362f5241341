import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));

test("gives the indexes of the direct loop on every scheduler, and ends by itself", async () => {
  const args = ["--import", "tsx", main];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { timeout: 60_000 });

  expect(stderr).toBe("");
  expect(stdout).toContain("40320 have an index");
  for (const scheduler of ["sync", "async", "threads", "processes"]) {
    expect(stdout).toMatch(new RegExp(`^${scheduler} .*, equal to the direct loop$`, "m"));
  }
}, 70_000);
