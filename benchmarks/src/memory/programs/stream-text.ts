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

const [input, output] = [process.argv[2]!, process.argv[3]!];

const watch = new MemoryWatch();
let bytesWritten = 0;
const ms = await timeAsync(async () => {
  const lines = readText(input, { blockSize: 2 ** 20 })
    .map((line) => line.slice(1, -1))
    .filter((line) => line.charCodeAt(10) % 2 === 0);
  const written = await toTextFiles(lines, output).compute();
  bytesWritten = written.reduce((sum, { bytes }) => sum + bytes, 0);
});
const usual = watch.stop();
console.log(JSON.stringify({ ms, peak: peakMemory(), usual, bytesWritten } satisfies StreamedText));
