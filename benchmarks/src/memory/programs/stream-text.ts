// What it takes to read text, change and choose lines of it, and write them, in a process that does nothing else.
import { readText, toTextFiles } from "holdall";
import { timeAsync } from "../../median.ts";
import { peakMemory } from "../../peak-memory.ts";
import { MemoryWatch } from "../watch-memory.ts";

/** One run. */
export interface StreamedText {
  readonly ms: number;
  /** Bytes: the process's largest memory ever, that of its threads included. */
  readonly peak: number;
  /** Bytes: what it mostly held. */
  readonly usual: number;
  readonly bytesWritten: number;
}

const [warmUp, input, output] = process.argv.slice(2) as [string, string, string];

// Code is compiled and heaps grow until about a gigabyte has gone through, whatever it is made of.
for (let time = 0; time < 10; time++) await stream(warmUp);
const watch = new MemoryWatch();
let bytesWritten = 0;
const ms = await timeAsync(async () => {
  bytesWritten = await stream(input);
});
const usual = watch.stop();
console.log(JSON.stringify({ ms, peak: peakMemory(), usual, bytesWritten } satisfies StreamedText));

/** @returns bytes written */
async function stream(from: string): Promise<number> {
  const lines = readText(from, { blockSize: 2 ** 20 })
    .map((line) => line.slice(1, -1))
    .filter((line) => line.charCodeAt(10) % 2 === 0);
  const written = await toTextFiles(lines, output, { ifExists: "overwrite" }).compute();
  return written.reduce((sum, { bytes }) => sum + bytes, 0);
}
