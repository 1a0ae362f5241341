// What it takes to read very many files, in a process that does nothing else.
import { readdirSync } from "node:fs";
import { readText, threads } from "holdall";
import { timeAsync } from "../../median.ts";
import { peakMemory } from "../../peak-memory.ts";
import { MemoryWatch } from "../watch-memory.ts";

/** One run. */
export interface ReadFiles {
  readonly ms: number;
  /** Bytes: the process's largest memory ever, that of its threads included. */
  readonly peak: number;
  /** Bytes: what it mostly held. */
  readonly usual: number;
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

const watch = new MemoryWatch();
let lines = 0;
const ms = await timeAsync(async () => {
  lines = await readText(`${folder}/*/*.txt`, { filesPerPartition: 100 })
    .count()
    .compute({ scheduler: pool });
});
const usual = watch.stop();
clearInterval(timer);
const open = countOpen() === undefined ? undefined : most - before;
console.log(JSON.stringify({ ms, peak: peakMemory(), usual, lines, open } satisfies ReadFiles));
