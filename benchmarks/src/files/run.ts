import { createBenchmark } from "../create-benchmark.ts";
import { measureFiles } from "./measure.ts";
import { formatMeasurement } from "./table.ts";
import { compareWithTargets } from "./targets.ts";

/**
 * Measures what is done with large files. `--text` and `--records` name files to be used instead of those that are made
 * up, `--group` and `--amount` the fields of their records.
 */
export const runFiles: (args: string[]) => Promise<void> = createBenchmark({
  options: {
    megabytes: { type: "string", default: "1024" },
    rounds: { type: "string", default: "3" },
    text: { type: "string" },
    records: { type: "string" },
    group: { type: "string", default: "category" },
    amount: { type: "string", default: "amount" },
  },
  measure: (report, { megabytes, rounds, text, records, group, amount }) =>
    measureFiles(report, {
      megabytes: Number(megabytes),
      rounds: Number(rounds),
      text: text as string | undefined,
      records: records as string | undefined,
      fields: { group: String(group), amount: String(amount) },
    }),
  format: formatMeasurement,
  compareWithTargets,
});
