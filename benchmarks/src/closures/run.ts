import { createBenchmark } from "../create-benchmark.ts";
import { measureClosures } from "./measure.ts";
import { formatMeasurement } from "./table.ts";
import { compareWithTargets } from "./targets.ts";

/** Measures what it costs that functions travel. */
export const runClosures: (args: string[]) => Promise<void> = createBenchmark({
  measure: measureClosures,
  format: formatMeasurement,
  compareWithTargets,
});
