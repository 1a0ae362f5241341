import { formatAmount } from "../format-amount.ts";
import { layOutTable } from "../text-table.ts";
import type { CoresMeasurement, WorkTimings } from "./measure.ts";

/** Writes what a second core is worth, as a reader of a terminal wants it. */
export function formatMeasurement({ node, cores, chunks, work }: CoresMeasurement): string {
  return [
    `Work for the processor, in ${chunks} chunks`,
    `Node ${node} on ${cores} cores; medians of warm runs`,
    "",
    layOutTable([
      ["", "ms", "times as fast as the loop", "time beside piscina"],
      ...Object.entries(work).flatMap(([name, timings]) => [[name, "", "", ""], ...formatTimings(timings)]),
    ]),
    "",
    "The chunks hold a seed each: lines of JSON are written where they are parsed. loop: on the main thread.",
    "piscina: a program made by hand that posts the same chunks to 2 threads.",
  ].join("\n");
}

function formatTimings(timings: WorkTimings): string[][] {
  return Object.entries(timings).map(([way, ms]: [string, number]) => [
    `  ${way}`,
    formatAmount(ms),
    (timings.loop / ms).toFixed(2),
    (ms / timings.piscina).toFixed(3),
  ]);
}
