import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { isRunningProcess } from "@holdall/core";
import type { Fault } from "./fault.ts";

const scripts = 10;
const allowedMs = 2000;

/** A script is killed while its workers are in loops without end: none of them may outlive it. */
export const orphans: Fault = {
  name: "script killed at a random moment, workers left of it",
  async inject() {
    let [injected, lost] = [0, 0];
    for (let i = 0; i < scripts; i++) {
      const workers = await killBusyScript();
      const deadline = performance.now() + allowedMs;
      while (workers.some((pid) => isRunningProcess(pid)) && performance.now() < deadline) await sleep(20);
      injected += workers.length;
      lost += workers.filter((pid) => isRunningProcess(pid)).length;
    }
    return { injected, survived: injected - lost, lost };
  },
};

/** @returns the numbers of its workers */
async function killBusyScript(): Promise<number[]> {
  const program = fileURLToPath(new URL("./programs/spin.js", import.meta.url));
  const script = spawn(process.execPath, [program], { stdio: ["ignore", "pipe", "inherit"] });
  const workers: number[] = [];
  for await (const line of createInterface(script.stdout)) {
    workers.push(Number(line));
    if (workers.length === 2) break;
  }
  // What ends them is there a quarter of a second after they were started.
  await sleep(500 + Math.random() * 500);
  script.kill("SIGKILL");
  if (script.signalCode === null) await once(script, "exit");
  return workers;
}
