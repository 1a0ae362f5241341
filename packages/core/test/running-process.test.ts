import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { isRunningProcess, startOfProcess } from "@holdall/core";
import { describe, expect, it } from "vitest";

describe("isRunningProcess", () => {
  it("tells a process from another one that has the number of one that ended", () => {
    const started = startOfProcess(process.pid);
    expect(isRunningProcess(process.pid)).toBe(true);
    expect(isRunningProcess(process.pid, started)).toBe(true);
    expect(isRunningProcess(process.pid, "1")).toBe(false);
  });

  it.runIf(process.platform === "linux")(
    "does not take for one what nobody has asked how it ended",
    async () => {
      // It becomes a program that knows of no child, but has one.
      const parent = spawn("sh", ["-c", "sleep 30 & echo $!; exec sleep 30"], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const [line] = (await once(createInterface(parent.stdout), "line")) as [string];
      const child = Number(line);
      expect(isRunningProcess(child)).toBe(true);
      process.kill(child, "SIGKILL");
      // Until the signal has come.
      while (isRunningProcess(child)) await new Promise(setImmediate);
      expect(() => process.kill(child, 0)).not.toThrow();
      parent.kill("SIGKILL");
      await once(parent, "exit");
      expect(isRunningProcess(parent.pid!)).toBe(false);
    },
  );
});
