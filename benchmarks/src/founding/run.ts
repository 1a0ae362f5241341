import { createBenchmark } from "../create-benchmark.ts";
import { measureFounding } from "./measure.ts";
import { formatMeasurement } from "./table.ts";
import { compareWithTargets } from "./targets.ts";

/** Measures the founding case: the reference table. `--slow-runs 3` measures the slow function as often. */
export const runFounding: (args: string[]) => Promise<void> = createBenchmark({
  options: { "slow-runs": { type: "string", default: "1" } },
  measure: (report, values) => measureFounding(Number(values["slow-runs"]), report),
  format: formatMeasurement,
  compareWithTargets,
});
