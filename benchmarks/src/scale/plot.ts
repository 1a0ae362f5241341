import type { LinePanel, LinePlot } from "../report/plot.ts";
import type { ScaleMeasurement, ScaleRow } from "./measure.ts";

/** Shows time and memory over the number of partitions. */
export function plotScale({ rows }: ScaleMeasurement): LinePlot {
  const panel = (unit: string, read: (row: ScaleRow) => number): LinePanel => ({
    unit,
    lines: [
      { name: "holdall, sync", points: rows.map((row) => [row.partitions, read(row)]), isLabelled: true },
    ],
  });
  return {
    kind: "lines",
    title: "Does it stay flat to a million partitions?",
    subtitle: "Partitions of one element, map and sum on sync, each in a process that does nothing else",
    size: "partitions",
    panels: [panel("ms", ({ ms }) => ms), panel("MB at the peak", ({ peak }) => peak / 2 ** 20)],
  };
}
