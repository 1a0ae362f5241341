import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const folder = mkdtempSync(path.join(tmpdir(), "holdall-room-"));
const [out, temporary] = [path.join(folder, "out"), path.join(folder, "temporary")];
afterAll(() => rmSync(folder, { recursive: true }));

interface Outcome {
  readonly scheduler: string;
  readonly what: string;
  readonly name: string;
  readonly message: string;
}

// As on a disk that is full, the system refuses to write on, in the middle of a file. Windows has no such limit.
describe.skipIf(process.platform === "win32")("where there is no room for all that is to be written", () => {
  let outcomes: readonly Outcome[];
  let left: readonly string[];

  beforeAll(async () => {
    mkdirSync(out);
    mkdirSync(temporary);
    const script = fileURLToPath(new URL("fixtures/no-room.mjs", import.meta.url));
    const { stdout } = await promisify(execFile)(
      "sh",
      ["-c", 'ulimit -f 2000 && exec "$@"', "sh", process.execPath, script, out],
      { env: { ...process.env, TMPDIR: temporary } },
    );
    ({ outcomes, left } = JSON.parse(stdout) as { outcomes: Outcome[]; left: string[] });
  });

  it("names the file that could not be written, of every format, on every thread and process", () => {
    const written = outcomes.filter(({ what }) => what !== "spilled");
    expect(written).toHaveLength(8 + 2 * 2);
    for (const { scheduler, what, name, message } of written) {
      const place = path.join(out, scheduler, what, "part-");
      expect([scheduler, what, name]).toEqual([scheduler, what, "TaskError"]);
      expect(message).toContain(`The file "${place}`);
      expect(message).toContain(" could not be written: EFBIG: file too large");
      // Where a file is collected before it goes elsewhere is what has no room.
      expect(message.includes(`The file "${temporary}`)).toBe(what === "uploaded");
    }
  });

  it("says where results could not be written for which there is no memory", () => {
    const spilled = outcomes.filter(({ what }) => what === "spilled");
    expect(spilled).toHaveLength(3);
    for (const { name, message } of spilled) {
      expect(name).toBe("SpillError");
      expect(message).toContain("Results beyond `memoryLimit` could not be written to");
      expect(message).toContain(temporary);
      expect(message).toContain("EFBIG: file too large");
    }
  });

  it("leaves nothing, neither under a name nor in the folder of temporary files", () => {
    expect(left).toEqual([]);
  });
});
