import { atLeast, atMost, type Target } from "../target.ts";
import type { JobName } from "./jobs.ts";
import type { FilesMeasurement } from "./measure.ts";

/** Compares what was measured of files with what is promised of them on two cores. */
export function compareWithTargets({ jobs, dask }: FilesMeasurement): Target[] {
  const besideDask = (title: string, name: JobName, limit: number): Target[] =>
    dask === undefined
      ? []
      : [atLeast(`${title}, threads: dask.bag`, limit, dask.jobs[name] / jobs[name].threads)];
  const { lines, words, records } = jobs;
  return [
    ...(lines["sync, again"] === undefined || lines["threads, again"] === undefined
      ? []
      : [atLeast("lines again, threads: sync", 1.8, lines["sync, again"] / lines["threads, again"])]),
    ...(lines.readline === undefined
      ? []
      : [atLeast("lines, threads: readline", 5, lines.readline / lines.threads)]),
    ...(lines.wc === undefined
      ? []
      : [atMost("times as long", "lines, threads: wc -l", 3, lines.threads / lines.wc)]),
    ...besideDask("words", "words", 5),
    atLeast("words, threads: by hand", 1.8, words["by hand"] / words.threads),
    ...besideDask("records", "records", 3),
    atLeast("records, threads: by hand", 1.8, records["by hand"] / records.threads),
  ];
}
