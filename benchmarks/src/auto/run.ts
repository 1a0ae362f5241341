import { createBenchmark } from "../create-benchmark.ts";
import { measureAuto } from "./measure.ts";
import { formatMeasurement } from "./table.ts";
import { compareWithTargets } from "./targets.ts";

/** Measures `"auto"` beside the schedulers that it chooses from. */
export const runAuto: (args: string[]) => Promise<void> = createBenchmark({
  measure: measureAuto,
  format: formatMeasurement,
  compareWithTargets,
});
