import { createBenchmark } from "../create-benchmark.ts";
import { measureCores } from "./measure.ts";
import { formatMeasurement } from "./table.ts";
import { compareWithTargets } from "./targets.ts";

/** Measures what a second core is worth, beside a loop and a pool program made by hand. */
export const runCores: (args: string[]) => Promise<void> = createBenchmark({
  measure: (report) => measureCores(report),
  format: formatMeasurement,
  compareWithTargets,
});
