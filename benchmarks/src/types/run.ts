import { createBenchmark } from "../create-benchmark.ts";
import { measureTypes } from "./measure.ts";
import { formatMeasurement } from "./table.ts";
import { compareWithTargets } from "./targets.ts";

/** Measures what the types of calls cost the compiler. */
export const runTypes: (args: string[]) => Promise<void> = createBenchmark({
  measure: measureTypes,
  format: formatMeasurement,
  compareWithTargets,
});
