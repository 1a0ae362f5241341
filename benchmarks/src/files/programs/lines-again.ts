// lines-again.js <file> <workers> <times>: how long it takes to count lines that have been counted before, by workers that are
// there, and on the calling thread: in turn, as what else the machine does meanwhile is to hit both alike.
import { threads } from "holdall";
import { timeAsync } from "../../median.ts";
import { mediansInTurn } from "../../medians-in-turn.ts";
import { jobs } from "../jobs.ts";

const [file, workers, times] = process.argv.slice(2) as [string, string, string];

await using pool = threads({ workers: Number(workers) });
const fields = { group: "", amount: "" };
const runs = {
  sync: () => jobs.lines(file, "sync", fields),
  threads: () => jobs.lines(file, pool, fields),
};
if ((await runs.sync()) !== (await runs.threads())) throw new Error("They do not come to the same");
const medians = await mediansInTurn(Number(times), {
  sync: () => timeAsync(runs.sync),
  threads: () => timeAsync(runs.threads),
});
console.log(JSON.stringify(medians));
