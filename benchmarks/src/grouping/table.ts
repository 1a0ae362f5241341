import { formatAmount } from "../format-amount.ts";
import { layOutTable } from "../text-table.ts";
import type { GroupingMeasurement } from "./measure.ts";
import { operations, type OperationName } from "./operations.ts";

/** Writes what each operation takes, as a reader of a terminal wants it. */
export function formatMeasurement(measurement: GroupingMeasurement): string {
  const { node, cores, numbers, partitions, defaultPartitions, workers, dask } = measurement;
  const formatOperation = (name: OperationName): string[][] => {
    const timings = measurement.operations[name];
    const row = ([way, ms]: [string, number]): string[] => [
      `  ${way}`,
      formatAmount(ms),
      (ms / timings.loop).toFixed(2),
    ];
    const ofDask: [string, number][] =
      dask === undefined
        ? []
        : Object.entries(dask.operations[name]).map(([way, ms]) => [`dask.bag ${dask.version}, ${way}`, ms]);
    return [[operations[name].title, "", ""], ...[...Object.entries(timings), ...ofDask].map(row)];
  };
  return [
    `${numbers} whole numbers in ${partitions} partitions, and in the ${defaultPartitions} that are the default`,
    `Node ${node}, ${workers} workers on ${cores} cores; medians of warm runs`,
    "",
    layOutTable([
      ["", "ms", "/ loop"],
      ...(Object.keys(operations) as OperationName[]).flatMap(formatOperation),
    ]),
    "",
    `loop: with a Map, on the main thread. dask.bag: ${dask === undefined ? "not there" : `one run each, in ${partitions} partitions`}.`,
  ].join("\n");
}
