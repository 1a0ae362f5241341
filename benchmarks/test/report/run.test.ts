// The built files: what it starts are files beside them.
import { expect, test } from "vitest";
import { runReport } from "../../dist/report/run.js";

test("refuses a benchmark that there is not, before it measures any", async () => {
  await expect(runReport(["--only", "types", "--only", "typos"])).rejects.toThrow(/auto, .*, got "typos"/);
});

test("refuses an option that it does not know", async () => {
  await expect(runReport(["--redraw"])).rejects.toThrow("--redraw");
});
