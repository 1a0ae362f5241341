import { parseArgs, type ParseArgsConfig } from "node:util";
import { formatTargets, type Target } from "./target.ts";

/** What a benchmark is made of. */
export interface BenchmarkParts<Measurement extends object> {
  /**
   * @param report - is told what is measured next
   * @param values - of its own options
   */
  readonly measure: (
    report: (step: string) => void,
    values: Readonly<Record<string, unknown>>,
  ) => Promise<Measurement>;
  /** Its own options, beside `--json`. @default none */
  readonly options?: ParseArgsConfig["options"];
  /** Writes what was measured as a reader of a terminal wants it. */
  readonly format: (measurement: Measurement) => string;
  readonly compareWithTargets: (measurement: Measurement) => Target[];
}

/**
 * Makes the benchmark that measures, and prints a table and what came of the promises; with `--json` it prints an
 * object instead.
 */
export function createBenchmark<Measurement extends object>({
  measure,
  options,
  format,
  compareWithTargets,
}: BenchmarkParts<Measurement>): (args: string[]) => Promise<void> {
  return async (args) => {
    const values: Readonly<Record<string, unknown>> = parseArgs({
      args,
      options: { ...options, json: { type: "boolean" } },
    }).values;
    const measurement = await measure((step) => {
      console.error(`Measuring ${step} ...`);
    }, values);
    const targets = compareWithTargets(measurement);
    console.log(
      values["json"] === true
        ? JSON.stringify({ ...measurement, targets }, null, 2)
        : `\n${format(measurement)}\n\n${formatTargets(targets)}`,
    );
  };
}
