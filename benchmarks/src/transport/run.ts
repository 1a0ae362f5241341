import { createBenchmark } from "../create-benchmark.ts";
import { measureTransport } from "./measure.ts";
import { formatMeasurement } from "./table.ts";
import { compareWithTargets } from "./targets.ts";

/** Measures what it costs to send data to workers and back, beside messages made by hand. */
export const runTransport: (args: string[]) => Promise<void> = createBenchmark({
  measure: (report) => measureTransport(report),
  format: formatMeasurement,
  compareWithTargets,
});
