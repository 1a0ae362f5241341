import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { isRunningProcess } from "@holdall/core";
import { describe, expect, it, onTestFinished } from "vitest";

interface Script {
  readonly pid: number;
  /** Sends a signal to the script and to all that it has started, as a terminal does. */
  readonly interrupt: (signal?: NodeJS.Signals) => void;
  /** The lines that it has printed so far, or those of them that are like this. */
  readonly lines: (like?: RegExp) => readonly string[];
  /** Waits until it has printed so many lines like this. */
  readonly hears: (like: RegExp, count?: number) => Promise<void>;
  /** Waits until it has ended, and all that hold its standard output. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

function startScript(name: string, scheduler: string): Script {
  const script = fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, HOLDALL_SCHEDULER: scheduler, HOLDALL_WORKERS: "2" },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true, // a group of its own
  });
  const signal = (name: NodeJS.Signals): void => void process.kill(-child.pid!, name);
  onTestFinished(() => {
    if (child.exitCode === null && child.signalCode === null) signal("SIGKILL");
  });
  let stdout = "";
  let notify = (): void => undefined;
  child.stdout.on("data", (data) => {
    stdout += String(data);
    notify();
  });
  const lines = (like = /^/): readonly string[] =>
    stdout
      .split("\n")
      .slice(0, -1)
      .filter((line) => like.test(line));
  return {
    pid: child.pid!,
    interrupt: (name = "SIGINT") => signal(name),
    lines,
    async hears(like, count = 1) {
      while (lines(like).length < count) await new Promise<void>((resolve) => (notify = resolve));
    },
    ended: once(child, "close").then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
    })),
  };
}

describe.each(["sync", "async", "threads", "processes"])(
  "a signal that is to end a script, with the scheduler %s",
  (scheduler) => {
    it("ends the run, of which nothing new starts, and then the script with exit code 130", async () => {
      const { hears, interrupt, ended, lines } = startScript("interrupted.mjs", scheduler);
      await hears(/busy/);
      interrupt();
      expect(await ended).toEqual({ code: 130, signal: null });
      expect(lines().at(-1)).toBe("exit 130");
      // One task for each worker; on the calling thread, none after those that were there.
      const isPool = scheduler === "threads" || scheduler === "processes";
      if (isPool) expect(lines(/busy/).length).toBeLessThanOrEqual(2);
      else expect(lines(/told/)).toHaveLength(lines(/busy/).length);
    });
  },
);

describe("a signal that is to end a script", () => {
  it("gives exit code 143 where it is SIGTERM", async () => {
    const { hears, interrupt, ended } = startScript("interrupted.mjs", "processes");
    await hears(/busy/);
    interrupt("SIGTERM");
    expect(await ended).toEqual({ code: 143, signal: null });
  });

  it("does not wait for the end of a run when it comes a second time", async () => {
    const { hears, interrupt, ended } = startScript("interrupted-twice.mjs", "sync");
    await hears(/busy/);
    interrupt();
    await hears(/stopping/);
    interrupt();
    expect(await ended).toEqual({ code: 130, signal: null });
  });

  it("is left to the script where that listens to it, and does the workers no harm", async () => {
    const { hears, interrupt, ended, lines } = startScript("own-signal-handler.mjs", "processes");
    await hears(/busy/, 2);
    interrupt();
    expect(await ended).toEqual({ code: 0, signal: null });
    expect(lines()).toEqual(["busy", "busy", "2 done, 0 listeners"]);
  });
});

describe("a script that is killed", () => {
  it("takes workers along that are in a loop without end, within two seconds", async () => {
    const { pid, hears, ended, lines } = startScript("spin.mjs", "processes");
    await hears(/\d|go on/, 3);
    const workers = lines(/\d/).map(Number);
    process.kill(pid, "SIGKILL");
    const deadline = performance.now() + 2000;
    while (workers.some((pid) => isRunningProcess(pid)) && performance.now() < deadline) await sleep(20);
    expect(workers.filter((pid) => isRunningProcess(pid))).toEqual([]);
    expect(workers).toHaveLength(2);
    await ended;
  });
});
