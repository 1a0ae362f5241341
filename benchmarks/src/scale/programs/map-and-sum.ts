// What so many partitions of one element cost in a process that does nothing else.
import { Bag } from "holdall";
import { timeAsync } from "../../median.ts";
import { peakMemory } from "../../peak-memory.ts";

/** One computation, from the array to the sum. */
export interface MapAndSum {
  readonly ms: number;
  /** Bytes: the process's largest memory ever. */
  readonly peak: number;
  /** Bytes of that which were there before the bag was. */
  readonly before: number;
}

const partitions = Number(process.argv[2]);
const values = Array.from({ length: partitions }, (_, index) => index);

const before = process.memoryUsage.rss();
let sum = 0;
const ms = await timeAsync(async () => {
  sum = await Bag.fromSequence(values, { npartitions: partitions })
    .map((x) => x + 1)
    .sum()
    .compute({ scheduler: "sync" });
});
const peak = peakMemory();

if (sum !== (partitions * (partitions + 1)) / 2) throw new Error("The sum is not that of the numbers");
console.log(JSON.stringify({ ms, peak, before } satisfies MapAndSum));
