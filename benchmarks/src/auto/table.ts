import { formatAmount } from "../format-amount.ts";
import { layOutTable } from "../text-table.ts";
import type { AutoMeasurement } from "./measure.ts";

/** Writes how the schedulers do, as a reader of a terminal wants it. */
export function formatMeasurement({ node, cores, rows }: AutoMeasurement): string {
  return [
    'Work of some microseconds for each element, in 20 partitions, on "sync", "threads" (2, warm) and "auto"',
    `Node ${node} on ${cores} cores; medians, times in ms`,
    "",
    layOutTable([
      ["elements", "sync", "threads", "auto"],
      ...rows.map(({ elements, sync, threads, auto }) => [
        String(elements),
        formatAmount(sync),
        formatAmount(threads),
        formatAmount(auto),
      ]),
    ]),
  ].join("\n");
}
