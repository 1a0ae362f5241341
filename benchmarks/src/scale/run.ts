import { createBenchmark } from "../create-benchmark.ts";
import { measureScale } from "./measure.ts";
import { formatMeasurement } from "./table.ts";
import { compareWithTargets } from "./targets.ts";

/** Measures time and memory from a thousand to a million partitions. */
export const runScale: (args: string[]) => Promise<void> = createBenchmark({
  measure: (report) => measureScale(report),
  format: formatMeasurement,
  compareWithTargets,
});
