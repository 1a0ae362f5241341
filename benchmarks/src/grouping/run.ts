import { createBenchmark } from "../create-benchmark.ts";
import { measureGrouping } from "./measure.ts";
import { formatMeasurement } from "./table.ts";
import { compareWithTargets } from "./targets.ts";

/** Measures operations that bring elements of equal keys together, beside loops with a `Map` and dask.bag. */
export const runGrouping: (args: string[]) => Promise<void> = createBenchmark({
  measure: (report) => measureGrouping(report),
  format: formatMeasurement,
  compareWithTargets,
});
