// What it takes to group the records of a file by their user, or to have all of them in one group that is iterated, in a
// process that does nothing else.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readJsonLines } from "holdall";
import { timeAsync } from "../../median.ts";
import { peakMemory } from "../../peak-memory.ts";
import type { GeneratedRecord } from "../write-records.ts";

/** One run. */
export interface GroupedRecords {
  readonly ms: number;
  /** Bytes: the process's largest memory ever, that of its threads included. */
  readonly peak: number;
  /** Bytes that were written to temporary files. */
  readonly spilled: number;
  readonly records: number;
  readonly groups: number;
  /** Number of temporary files and folders that were left. */
  readonly left: number;
}

const [file, memoryLimit, by] = [process.argv[2]!, Number(process.argv[3]), process.argv[4]];
const temporary = mkdtempSync(path.join(tmpdir(), "holdall-memory-"));
process.env["TMPDIR"] = temporary;

function sumUp(group: Iterable<GeneratedRecord>): readonly [length: number, amount: number] {
  let [length, sum] = [0, 0];
  for (const { amount } of group) {
    length += 1;
    sum += amount;
  }
  return [length, sum];
}

let spilled = 0;
let groups: readonly (readonly [length: number, amount: number])[] = [];
const ms = await timeAsync(async () => {
  // What a task has in its hands is not limited: so each has little.
  const read = readJsonLines<GeneratedRecord>(file, { blockSize: 2 ** 24 });
  const summed =
    by === "user"
      ? read.groupBy("user").map(([, group]) => sumUp(group))
      : read.groupBy(() => "all", { as: "iterable" }).map(([, group]) => sumUp(group));
  const { value, metadata } = await summed.computeWithMetadata({ memoryLimit });
  groups = value;
  spilled = metadata.spilled;
});
const left = readdirSync(temporary).length;
rmSync(temporary, { recursive: true });

const records = groups.reduce((sum, [length]) => sum + length, 0);
console.log(
  JSON.stringify({
    ms,
    peak: peakMemory(),
    spilled,
    records,
    groups: groups.length,
    left,
  } satisfies GroupedRecords),
);
