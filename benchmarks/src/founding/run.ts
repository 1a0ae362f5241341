import { parseArgs } from "node:util";
import { formatTargets } from "../target.ts";
import { measureFounding } from "./measure.ts";
import { formatMeasurement } from "./table.ts";
import { compareWithTargets } from "./targets.ts";

/**
 * Measures the founding case and prints the reference table.
 *
 * @param args - `--json` prints an object instead; `--slow-runs 3` measures the slow function as often
 */
export async function runFounding(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { json: { type: "boolean", default: false }, "slow-runs": { type: "string", default: "1" } },
  });
  const measurement = await measureFounding(Number(values["slow-runs"]), (step) => {
    console.error(`Measuring ${step} ...`);
  });
  const targets = compareWithTargets(measurement);
  console.log(
    values.json
      ? JSON.stringify({ ...measurement, targets }, null, 2)
      : `\n${formatMeasurement(measurement)}\n\n${formatTargets(targets)}`,
  );
}
