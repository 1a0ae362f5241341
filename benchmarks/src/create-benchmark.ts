import { parseArgs } from "node:util";
import { formatTargets, type Target } from "./target.ts";

/** What a benchmark is made of. */
export interface BenchmarkParts<Measurement extends object> {
  /** @param report - is told what is measured next */
  readonly measure: (report: (step: string) => void) => Promise<Measurement>;
  /** Writes what was measured as a reader of a terminal wants it. */
  readonly format: (measurement: Measurement) => string;
  readonly compareWithTargets: (measurement: Measurement) => Target[];
}

/**
 * Makes the benchmark that measures, and prints a table and what came of the promises. Its only argument is `--json`,
 * which prints an object instead.
 */
export function createBenchmark<Measurement extends object>({
  measure,
  format,
  compareWithTargets,
}: BenchmarkParts<Measurement>): (args: string[]) => Promise<void> {
  return async (args) => {
    const { values } = parseArgs({ args, options: { json: { type: "boolean", default: false } } });
    const measurement = await measure((step) => {
      console.error(`Measuring ${step} ...`);
    });
    const targets = compareWithTargets(measurement);
    console.log(
      values.json
        ? JSON.stringify({ ...measurement, targets }, null, 2)
        : `\n${format(measurement)}\n\n${formatTargets(targets)}`,
    );
  };
}
