import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a script of `fixtures/` as a user would, and waits for it to end by itself: it, and every process it has
 * started, as all of them hold the same standard output, which has to be closed.
 * @param input - sent to the script once it has printed `lines` lines
 */
async function runScript(name: string, scheduler: string, input = { lines: Infinity }): Promise<Ended> {
  const script = fixture(name);
  return runNode([...(name.endsWith(".ts") ? ["--import", "tsx"] : []), script], scheduler, input);
}

function fixture(name: string): string {
  return fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
}

function environmentOf(scheduler: string): NodeJS.ProcessEnv {
  return { ...process.env, HOLDALL_SCHEDULER: scheduler, HOLDALL_WORKERS: "2" };
}

async function runNode(
  args: readonly string[],
  scheduler: string,
  input = { lines: Infinity },
): Promise<Ended> {
  const child = spawn(process.execPath, args, { env: environmentOf(scheduler), cwd: import.meta.dirname });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (data) => {
    stdout += String(data);
    if (stdout.split("\n").length > input.lines) child.stdin.end("go on");
  });
  child.stderr.on("data", (data) => (stderr += String(data)));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout, stderr };
}

describe.each(["sync", "async", "threads", "processes"])(
  "a script with the scheduler %s, given by the environment",
  (scheduler) => {
    it("ends by itself with code 0 when it only computes and ends", async () => {
      expect(await runScript("compute.mjs", scheduler)).toEqual({ code: 0, stdout: "14850\n", stderr: "" });
    });

    it("ends with code 1 when it throws, and shows the line at fault", async () => {
      const { code, stdout, stderr } = await runScript("fail.mjs", scheduler);
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
      expect(stderr).toContain("this is to fail");
      expect(stderr).toMatch(/fixtures\/fail\.mjs:5:\d+/);
    });
  },
);

describe("a script that fails while its workers are busy", () => {
  it.each(["threads", "processes"])(
    "ends with code 1 and leaves no process behind, with %s",
    async (scheduler) => {
      const { code, stdout, stderr } = await runScript("fail-while-busy.mjs", scheduler, { lines: 2 });
      expect({ code, stdout }).toEqual({ code: 1, stdout: "busy\nbusy\n" });
      expect(stderr).toContain("the script fails");
    },
  );
});

describe("a script whose workers print", () => {
  it.each(["threads", "processes"])(
    "loses no line when its pools close and it ends, with %s",
    async (scheduler) => {
      const { code, stdout } = await runScript("print.mjs", scheduler);
      expect(code).toBe(0);
      const lines = Array.from({ length: 200 }, (_, x) => [`line ${x}`, `line ${x}`, `line ${x}`]).flat();
      expect(stdout.trimEnd().split("\n").sort()).toEqual(lines.sort());
    },
  );

  it.each(["threads", "processes"])(
    "has printed all of it when a run is over, and may exit then, with %s",
    async (scheduler) => {
      const { code, stdout } = await runScript("print-and-exit.mjs", scheduler);
      expect(code).toBe(0);
      const lines = stdout.trimEnd().split("\n");
      expect(lines.pop()).toBe("the end");
      expect(lines.sort()).toEqual(Array.from({ length: 60 }, (_, x) => `line ${x}`).sort());
    },
  );
});

describe("a script whose workers print errors", () => {
  it("loses no line when it ends at once, with processes", () => {
    // A file takes at once what is written to it: all that could be lost is what the workers have printed.
    const folder = mkdtempSync(path.join(tmpdir(), "holdall-script-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = path.join(folder, "errors.txt");
    const { status } = spawnSync(process.execPath, [fixture("print-errors.mjs")], {
      env: environmentOf("processes"),
      stdio: ["ignore", "ignore", openSync(file, "w")],
    });
    expect(status).toBe(0);
    const stderr = readFileSync(file, "utf8");
    for (const partition of [0, 1]) {
      const lines = stderr.split("\n").filter((line) => line.startsWith(`${partition}: `));
      expect(lines).toEqual(Array.from({ length: 5000 }, (_, i) => `${partition}: line ${i}`));
    }
  });
});

describe("a script with pools of its own", () => {
  it("ends by itself, whether it closes them or not", async () => {
    expect(await runScript("own-pool.mjs", "sync")).toEqual({
      code: 0,
      stdout: "10\n10\n10\nclosed\n",
      stderr: "",
    });
  });
});

describe.each(["sync", "threads", "processes"])("with the scheduler %s", (scheduler) => {
  it("imports modules in TypeScript in workers, under tsx", async () => {
    expect(await runScript("typescript.ts", scheduler)).toEqual({
      code: 0,
      stdout: "string/0 string/2 string/4\n",
      stderr: "",
    });
  });

  it.each([
    [
      "node -e",
      ["-e", 'import("holdall").then(async ({ Bag }) => console.log(await Bag.range(3).sum().compute()))'],
    ],
    [
      "node --input-type=module -e",
      [
        "--input-type=module",
        "-e",
        'import { Bag } from "holdall"; console.log(await Bag.range(3).sum().compute())',
      ],
    ],
    [
      "a process whose V8 has been given options",
      [
        "--max-old-space-size=300",
        "--stack-trace-limit=20",
        "--no-warnings",
        "--input-type=module",
        "-e",
        'import { Bag } from "holdall"; console.log(await Bag.range(3).sum().compute())',
      ],
    ],
  ])("works in %s", async (_, args) => {
    expect(await runNode(args, scheduler)).toEqual({ code: 0, stdout: "3\n", stderr: "" });
  });
});
