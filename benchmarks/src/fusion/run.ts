import { createBenchmark } from "../create-benchmark.ts";
import { measureFusion } from "./measure.ts";
import { formatMeasurement } from "./table.ts";
import { compareWithTargets } from "./targets.ts";

/** Measures a fused pipeline beside other ways to do the same. */
export const runFusion: (args: string[]) => Promise<void> = createBenchmark({
  measure: measureFusion,
  format: formatMeasurement,
  compareWithTargets,
});
