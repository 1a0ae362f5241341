import { createBenchmark } from "../create-benchmark.ts";
import { measureMemory } from "./measure.ts";
import { fullSize, smallSize } from "./sizes.ts";
import { formatMeasurement } from "./table.ts";
import { compareWithTargets } from "./targets.ts";

/** Measures the memory of work that has more data than that; with `--full` as much as is promised. */
export const runMemory: (args: string[]) => Promise<void> = createBenchmark({
  measure: (report, { full }) => measureMemory(report, full === true ? fullSize : smallSize),
  options: { full: { type: "boolean" } },
  format: formatMeasurement,
  compareWithTargets,
});
