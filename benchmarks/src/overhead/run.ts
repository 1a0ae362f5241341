import { createBenchmark } from "../create-benchmark.ts";
import { measureOverhead } from "./measure.ts";
import { formatMeasurement } from "./table.ts";
import { compareWithTargets } from "./targets.ts";

/** Measures what a task costs, beside the pools of JavaScript and dask.bag. */
export const runOverhead: (args: string[]) => Promise<void> = createBenchmark({
  measure: (report) => measureOverhead(report),
  format: formatMeasurement,
  compareWithTargets,
});
