// The memory and the messages it takes to map the views of one array in threads and to concatenate the results.
import { arraySplit, Bag, threads } from "holdall";
import { peakMemory } from "../../peak-memory.ts";
import { countPosted, type PostedBytes } from "../count-posted.ts";

/** Bytes. */
export interface ViewsMemory {
  /** The data itself. */
  readonly data: number;
  /** The process's largest memory ever, above what it had before there was any data. */
  readonly peak: number;
  /** In messages, from the client's call to its result. */
  readonly posted: PostedBytes;
}

const [length = 0, views = 0] = process.argv.slice(2).map(Number);

const posted = countPosted(); // of the workers that start from here on
await using pool = threads({ workers: 2 });

async function addOne(numbers: Float64Array): Promise<Float64Array> {
  const chunks = arraySplit(numbers, views);
  return Bag.fromSequence(chunks, { npartitions: views })
    .map((chunk) => chunk.map((x) => x + 1))
    .concatenate()
    .compute({ scheduler: pool });
}

await addOne(new Float64Array(views)); // by then the workers are there, and all that they load
const before = process.memoryUsage.rss();
const numbers = new Float64Array(length).fill(1); // filled, or the system would not have given the memory yet
posted.reset();
const sums = await addOne(numbers);
const peak = peakMemory() - before;

if (sums.length !== length || sums.some((sum) => sum !== 2)) throw new Error("The result is not x + 1");
console.log(JSON.stringify({ data: numbers.byteLength, peak, posted: posted.read() } satisfies ViewsMemory));
