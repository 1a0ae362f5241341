// lines-again.js <file> <workers> <times>: how long it takes to count lines that have been counted before, on the calling thread,
// and by workers that are there; and what it takes threads of one's own only to read the file. In turn, as what else the machine
// does meanwhile is to hit all alike.
import { threads } from "holdall";
import { timeAsync } from "../../median.ts";
import { mediansInTurn } from "../../medians-in-turn.ts";
import { createFileReaders } from "../file-readers.ts";
import { jobs } from "../jobs.ts";
import type { AgainTimings } from "../measure.ts";

const [file, workers, times] = process.argv.slice(2) as [string, string, string];

await using pool = threads({ workers: Number(workers) });
await using readers = createFileReaders(Number(workers));
const fields = { group: "", amount: "" };
const count = {
  sync: () => jobs.lines(file, "sync", fields),
  threads: () => jobs.lines(file, pool, fields),
};
if ((await count.sync()) !== (await count.threads())) throw new Error("They do not come to the same");
const medians = await mediansInTurn(Number(times), {
  "sync, again": () => timeAsync(count.sync),
  "threads, again": () => timeAsync(count.threads),
  "only read, one thread": () => timeAsync(() => readers.read(file, 1)),
  "only read, threads": () => timeAsync(() => readers.read(file, Number(workers))),
});
console.log(JSON.stringify(medians satisfies AgainTimings));
