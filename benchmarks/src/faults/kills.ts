import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Bag, processes } from "holdall";
import type { Fault } from "./fault.ts";

const kills = 50;
const elements = 4000;

/** Workers are killed at random moments of one run. */
export const randomKills: Fault = {
  name: "worker killed at a random moment, processes",
  async inject() {
    const folder = mkdtempSync(path.join(tmpdir(), "holdall-faults-"));
    await using pool = processes({ workers: 4 });
    // Each worker says who it is.
    const run = Bag.range(elements, { npartitions: elements })
      .map((x) => {
        const file = path.join(folder, String(process.pid));
        if (!existsSync(file)) writeFileSync(file, "");
        const end = performance.now() + 10;
        while (performance.now() < end) Math.random();
        return x * x;
      })
      .compute({ scheduler: pool, maxCrashes: kills });
    const over = new AbortController();
    const end = (): void => over.abort();
    run.then(end, end);
    let killed = 0;
    while (killed < kills && !over.signal.aborted) {
      await sleep(Math.random() * 200);
      const workers = readdirSync(folder);
      const worker = workers[Math.floor(Math.random() * workers.length)];
      if (worker === undefined) continue;
      rmSync(path.join(folder, worker));
      killed += kill(Number(worker));
    }
    const results = await run;
    rmSync(folder, { recursive: true });
    const right = results.filter((square, x) => square === x * x).length;
    const lost = elements - right;
    return { injected: killed, survived: killed - Math.min(killed, lost), lost };
  },
};

function kill(pid: number): number {
  try {
    process.kill(pid, "SIGKILL");
    return 1;
  } catch {
    return 0; // it has died before
  }
}
