// with-holdall.js <job> <file> <scheduler> <workers> <group> <amount> <again>: how long the first run takes, or the median of
// so many that follow it.
import { processes, threads } from "holdall";
import { medianOf, timeAsync } from "../../median.ts";
import { jobs, type JobName } from "../jobs.ts";
import { summarise, type Done } from "../done.ts";

const [job, file, name, workers, group, amount, again] = process.argv.slice(2) as [
  JobName,
  string,
  "sync" | "threads" | "processes",
  string,
  string,
  string,
  string,
];

await using pool = name === "sync" ? undefined : { threads, processes }[name]({ workers: Number(workers) });
let result: unknown;
const run = (): Promise<number> =>
  timeAsync(async () => {
    result = await jobs[job](file, pool ?? "sync", { group, amount });
  });
const first = await run();
const ms = Number(again) === 0 ? first : await medianOf(Number(again), run);
console.log(JSON.stringify({ ms, ...summarise(result) } satisfies Done));
