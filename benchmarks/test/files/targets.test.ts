import { expect, test } from "vitest";
import type { FilesMeasurement } from "../../dist/files/measure.js";
import { compareWithTargets } from "../../dist/files/targets.js";

function measured(threads: number): FilesMeasurement {
  const timings = { sync: 180, threads, processes: 100, "by hand": 180 };
  const again = { "sync, again": 180, "threads, again": threads };
  const lines = { ...timings, ...again, readline: 500, wc: 100 / 3 };
  const jobs = { lines, words: timings, records: timings };
  const bytes = { lines: 1, words: 1, records: 1 };
  const dask = { version: "1", jobs: { lines: 1, words: 500, records: 300 } };
  return { node: "v20.19.0", cores: 2, workers: 2, bytes, jobs, dask };
}

test("says that what is within the limits is met, and what is outside is missed", () => {
  expect(compareWithTargets(measured(100)).map(({ isMet }) => isMet)).toEqual(Array(7).fill(true));
  expect(compareWithTargets(measured(101)).map(({ isMet }) => isMet)).toEqual(Array(7).fill(false));
});

test("promises nothing beside what is not there", () => {
  const { jobs, dask: _dask, ...machine } = measured(100);
  const { readline: _readline, wc: _wc, ...lines } = jobs.lines;
  const targets = compareWithTargets({ ...machine, jobs: { ...jobs, lines }, dask: undefined });
  expect(targets.map(({ name }) => name)).toEqual([
    "lines again, threads: sync",
    "words, threads: by hand",
    "records, threads: by hand",
  ]);
});
