import { formatAmount } from "../format-amount.ts";
import { layOutTable } from "../text-table.ts";
import type { ScaleMeasurement } from "./measure.ts";

/** Writes what partitions cost, as a reader of a terminal wants it. */
export function formatMeasurement({ node, cores, rows }: ScaleMeasurement): string {
  return [
    "Partitions of one element, map and sum, sync",
    `Node ${node} on ${cores} cores; medians of processes that do nothing else, cold`,
    "",
    layOutTable([
      ["partitions", "ms", "µs a task", "MB at the peak", "bytes a task"],
      ...rows.map(({ partitions, ms, peak, before }) => [
        String(partitions),
        formatAmount(ms),
        formatAmount((ms * 1000) / partitions),
        formatAmount(peak / 2 ** 20),
        formatAmount((peak - before) / partitions),
      ]),
    ]),
    "",
    "bytes a task: what the process's memory had grown by at its peak; some of it is the compiled code.",
  ].join("\n");
}
