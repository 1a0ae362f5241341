import { formatAmount } from "../format-amount.ts";
import { layOutTable } from "../text-table.ts";
import type { FusionMeasurement } from "./measure.ts";

/** Writes what each way takes, as a reader of a terminal wants it. */
export function formatMeasurement({ node, numbers, ways }: FusionMeasurement): string {
  return [
    `${numbers} numbers through map, filter, map and sum`,
    `Node ${node}, one thread, one partition; medians, times in ms`,
    "",
    layOutTable([
      ["", "cold", "warm", "loop by hand", "warm / loop"],
      ...ways.map(({ name, cold, warm, hand }) => [
        name,
        ...[cold, warm, hand].map(formatAmount),
        (warm / hand).toFixed(2),
      ]),
    ]),
    "",
    "cold: the first run of functions that never ran before, with all that is compiled for them.",
    "Streams are measured on a twentieth of the numbers, times 20.",
  ].join("\n");
}
