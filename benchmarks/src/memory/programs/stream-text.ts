// What it takes to read text, change and choose lines of it, and write them, in a process that does nothing else.
import { readText, toTextFiles } from "holdall";
import { timeAsync } from "../../median.ts";
import { peakMemory } from "../../peak-memory.ts";

/** One run. */
export interface StreamedText {
  readonly ms: number;
  /** Bytes: the process's largest memory ever, that of its threads included. */
  readonly peak: number;
  readonly bytesWritten: number;
}

const [input, output] = [process.argv[2]!, process.argv[3]!];

let bytesWritten = 0;
const ms = await timeAsync(async () => {
  const lines = readText(input, { blockSize: 2 ** 23 })
    .map((line) => line.slice(1, -1))
    .filter((line) => line.charCodeAt(10) % 2 === 0);
  const written = await toTextFiles(lines, output).compute();
  bytesWritten = written.reduce((sum, { bytes }) => sum + bytes, 0);
});
console.log(JSON.stringify({ ms, peak: peakMemory(), bytesWritten } satisfies StreamedText));
