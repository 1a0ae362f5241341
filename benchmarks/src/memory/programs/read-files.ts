// What it takes to read very many files, in a process that does nothing else.
import { readdirSync } from "node:fs";
import { readText, threads } from "holdall";
import { timeAsync } from "../../median.ts";
import { peakMemory } from "../../peak-memory.ts";

/** One run. */
export interface ReadFiles {
  readonly ms: number;
  /** Bytes: the process's largest memory ever, that of its threads included. */
  readonly peak: number;
  readonly lines: number;
  /** Number of files that were open at once beside those that were before; nothing where the system does not say. */
  readonly open: number | undefined;
}

function countOpen(): number | undefined {
  return process.platform === "linux" ? readdirSync("/proc/self/fd").length : undefined;
}

const folder = process.argv[2]!;
await using pool = threads();
// Threads have files of their own open from their start on.
await readText(`${folder}/0/*.txt`).count().compute({ scheduler: pool });
const before = countOpen() ?? 0;
let most = before;
const timer = setInterval(() => (most = Math.max(most, countOpen() ?? 0)), 1);

let lines = 0;
const ms = await timeAsync(async () => {
  lines = await readText(`${folder}/*/*.txt`).count().compute({ scheduler: pool });
});
clearInterval(timer);
const open = countOpen() === undefined ? undefined : most - before;
console.log(JSON.stringify({ ms, peak: peakMemory(), lines, open } satisfies ReadFiles));
