import { formatAmount } from "../format-amount.ts";
import { layOutTable } from "../text-table.ts";
import type { OverheadMeasurement } from "./measure.ts";

/** Writes what a task costs, as a reader of a terminal wants it. */
export function formatMeasurement(measurement: OverheadMeasurement): string {
  const { node, cores, tasks, workers, ours, postMessage, pools, dask } = measurement;
  const row = (name: string, perTask: number): string[] => [
    `  ${name}`,
    formatAmount(perTask),
    formatAmount((perTask * tasks) / 1000),
    formatAmount(perTask / ours.threads),
  ];
  const rows = (perTask: Readonly<Record<string, number>>): string[][] =>
    Object.entries(perTask).map(([name, amount]) => row(name, amount));
  return [
    `${tasks} partitions of one element, x + 1`,
    `Node ${node}, ${workers} workers on ${cores} cores; medians of warm runs`,
    "",
    layOutTable([
      ["", "µs a task", "ms", "/ threads"],
      ["holdall", "", "", ""],
      ...rows(ours),
      ["the same tasks one by one", "", "", ""],
      row("postMessage by hand", postMessage),
      ...rows(pools),
      ...(dask === undefined
        ? [["dask.bag: not there"]]
        : [
            [`dask.bag ${dask.version}, once`, "", "", ""],
            row("threads", dask.threads),
            row("processes", dask.processes),
          ]),
    ]),
  ].join("\n");
}
