import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Bag, createProgressDisplay, registerProgress, type EngineEvent, type WatchableRun } from "holdall";
import { describe, expect, it, onTestFinished } from "vitest";
import { onEveryScheduler } from "./on-every-scheduler.js";

const script = fileURLToPath(new URL("fixtures/progress.mjs", import.meta.url));
const env = { ...process.env, CI: "", NO_COLOR: "", TERM: "xterm", HOLDALL_PROGRESS: undefined };

onEveryScheduler((scheduler) => {
  describe("progress", () => {
    it("ends with all partitions and elements", async () => {
      const lines: string[] = [];
      registerProgress(createProgressDisplay({ stream: { write: (line: string) => void lines.push(line) } }));
      await Bag.range(10, { npartitions: 5 })
        .map((x) => x)
        .compute({ scheduler, progress: true, optimize: true });
      while (lines.length === 0) await sleep(1);
      expect(lines.at(-1)).toMatch(/^holdall: finished {2}map {2}5 of 5 partitions {2}10 of 10 elements {2}/);
    });
  });
});

describe.each(["threads", "processes"])("one who begins to listen late, with %s", (scheduler) => {
  it.each([
    ["", undefined],
    [", where results are stored too", "store"],
  ])("is told of what is done and of what runs%s", async (_where, store) => {
    const folder = mkdtempSync(path.join(tmpdir(), "holdall-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const go = path.join(folder, "go");
    let watched: WatchableRun | undefined;
    registerProgress((run) => {
      watched = run;
      return () => undefined;
    });
    const run = Bag.range(4, { npartitions: 4 })
      .map((x) => {
        writeFileSync(path.join(folder, `started-${x}`), "");
        while (!existsSync(go)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
        return x;
      })
      .compute({ scheduler, workers: 2, optimize: true, checkpoint: store && path.join(folder, store) });
    const isRunning = (): boolean =>
      ["started-0", "started-1"].every((file) => readdirSync(folder).includes(file));
    while (!isRunning()) await sleep(1);
    const events: EngineEvent[] = [];
    watched!.listen((event) => void events.push(event));
    writeFileSync(go, "");
    expect(await run).toEqual([0, 1, 2, 3]);
    expect(events[0]).toMatchObject({ type: "run-prepared", total: 4 });
    const running = events.filter((event) => event.type === "task-started");
    expect(running.map(({ partition }) => partition)).toEqual(expect.arrayContaining([0, 1, 2, 3]));
    for (const { worker } of running) expect([1, 2]).toContain(worker);
    expect(events.filter(({ type }) => type === "worker-started")).toHaveLength(2);
    const finished = events.filter((event) => event.type === "task-finished").map(({ finished }) => finished);
    expect(finished.at(-1)).toBe(4);
  });
});

describe("a script", () => {
  const run = promisify(execFile);

  it("shows progress in lines where that was asked for, and none on the standard output", async () => {
    const { stdout, stderr } = await run(process.execPath, [script, "asked"], { env });
    expect(stdout).toBe("8\n");
    expect(stderr).toMatch(/^holdall: finished {2}map {2}4 of 4 partitions/);
  });

  const hasTerminal = process.platform === "linux" && existsSync("/usr/bin/script");
  it.skipIf(!hasTerminal)(
    "draws on a terminal what takes longer than two seconds, and leaves nothing there",
    async () => {
      const command = `${process.execPath} ${script} unasked`;
      const { stdout } = await run("/usr/bin/script", ["-qec", command, "/dev/null"], { env });
      const erase = "\u001B[1A\r\u001B[J";
      expect(stdout).toMatch(/ of 4 partitions/);
      expect(stdout.slice(stdout.lastIndexOf(erase) + erase.length)).toMatch(/^\S*8\S*\s*$/);
    },
  );
});
