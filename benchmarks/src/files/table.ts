import { formatAmount } from "../format-amount.ts";
import { layOutTable } from "../text-table.ts";
import type { FilesMeasurement, JobTimings } from "./measure.ts";
import type { JobName } from "./jobs.ts";

/** What is done, as a reader is told it. */
export const titles: Readonly<Record<JobName, string>> = {
  lines: "count the lines of a text",
  words: "count each word of a text",
  records: "lines of JSON: parse, filter, sum by group",
};

/** Writes what is done with files, as a reader of a terminal wants it. */
export function formatMeasurement(measurement: FilesMeasurement): string {
  const { node, cores, workers, bytes, jobs, dask } = measurement;
  const formatJob = (name: JobName): string[][] => {
    const megabytes = bytes[name] / 2 ** 20;
    const row = ([way, ms]: [string, number]): string[] => [
      `  ${way}`,
      formatAmount(ms),
      formatAmount((1000 * megabytes) / ms),
      (ms / jobs[name]["by hand"]).toFixed(2),
    ];
    const ofDask: [string, number][] =
      dask === undefined ? [] : [[`dask.bag ${dask.version}, processes`, dask.jobs[name]]];
    return [
      [titles[name], "", "", ""],
      ...[...Object.entries<number>({ ...jobs[name] } satisfies JobTimings), ...ofDask].map(row),
    ];
  };
  return [
    `Files of ${formatAmount(bytes.lines / 2 ** 20)} MB of text and ${formatAmount(bytes.records / 2 ** 20)} MB of records`,
    `Node ${node}, ${workers} workers on ${cores} cores; medians of processes that do nothing else, cold but for what is done again`,
    "",
    layOutTable([["", "ms", "MB/s", "/ by hand"], ...(Object.keys(titles) as JobName[]).flatMap(formatJob)]),
    "",
    `by hand: a program for one thread.${dask === undefined ? " dask.bag is not there." : ""}`,
  ].join("\n");
}
