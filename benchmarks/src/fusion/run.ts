import { parseArgs } from "node:util";
import { formatTargets } from "../target.ts";
import { measureFusion } from "./measure.ts";
import { formatMeasurement } from "./table.ts";
import { compareWithTargets } from "./targets.ts";

/**
 * Measures a fused pipeline beside other ways to do the same, and prints a table.
 *
 * @param args - `--json` prints an object instead
 */
export async function runFusion(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { json: { type: "boolean", default: false } } });
  const measurement = await measureFusion((step) => {
    console.error(`Measuring ${step} ...`);
  });
  const targets = compareWithTargets(measurement);
  console.log(
    values.json
      ? JSON.stringify({ ...measurement, targets }, null, 2)
      : `\n${formatMeasurement(measurement)}\n\n${formatTargets(targets)}`,
  );
}
