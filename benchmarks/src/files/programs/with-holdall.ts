// with-holdall.js <job> <file> <scheduler> <workers> <group> <amount>: how long it takes in a process that has done nothing yet.
import { processes, threads } from "holdall";
import { timeAsync } from "../../median.ts";
import { jobs, type JobName } from "../jobs.ts";
import { summarise, type Done } from "../done.ts";

const [job, file, name, workers, group, amount] = process.argv.slice(2) as [
  JobName,
  string,
  "sync" | "threads" | "processes",
  string,
  string,
  string,
];

await using pool = name === "sync" ? undefined : { threads, processes }[name]({ workers: Number(workers) });
let result: unknown;
const ms = await timeAsync(async () => {
  result = await jobs[job](file, pool ?? "sync", { group, amount });
});
console.log(JSON.stringify({ ms, ...summarise(result) } satisfies Done));
