// What every benchmark might have found, on a machine that nobody has.
import type { AutoMeasurement } from "../../dist/auto/measure.js";
import type { ClosuresMeasurement } from "../../dist/closures/measure.js";
import type { CoresMeasurement } from "../../dist/cores/measure.js";
import type { FilesMeasurement } from "../../dist/files/measure.js";
import type { FoundingMeasurement } from "../../dist/founding/measure.js";
import type { FusionMeasurement } from "../../dist/fusion/measure.js";
import type { GroupingMeasurement } from "../../dist/grouping/measure.js";
import type { MemoryMeasurement } from "../../dist/memory/measure.js";
import type { OverheadMeasurement } from "../../dist/overhead/measure.js";
import type { KeptResult, Results } from "../../dist/report/results.js";
import type { ScaleMeasurement } from "../../dist/scale/measure.js";
import { atMost, below } from "../../dist/target.js";
import type { TransportMeasurement } from "../../dist/transport/measure.js";
import type { TypesMeasurement } from "../../dist/types/measure.js";

const here = { node: "v20.19.0", cores: 2 };
const MB = 2 ** 20;

const auto: AutoMeasurement = {
  ...here,
  rows: [
    { elements: 10, sync: 0.2, threads: 0.6, auto: 0.21 },
    { elements: 1_000, sync: 9, threads: 6, auto: 7 },
    { elements: 100_000, sync: 900, threads: 460, auto: 470 },
  ],
};

const loop = { before: 10, after: 10.1, speed: 0.99 };
const closures: ClosuresMeasurement = {
  node: here.node,
  closures: 1_000,
  first: { one: 12, all: 40 },
  warm: {
    serialize: 13,
    serializeArray: 5,
    revive: 30,
    reviveArray: 9,
    toText: 0.1,
    structuredClone: 4,
    v8Serialize: 3,
    v8Deserialize: 2,
  },
  loops: { numbers: loop, properties: loop },
  heap: { captures: 20_000, growth: 1_000 },
};

const timings = {
  loop: 3_000,
  "threads, 1 worker": 3_010,
  "threads, 2 workers": 1_520,
  "processes, 2 workers": 1_550,
  piscina: 1_510,
};
const cores: CoresMeasurement = {
  ...here,
  chunks: 64,
  work: { "SHA-256 chains": timings, "JSON lines": timings },
};

const ways = { sync: 4_000, threads: 2_100, processes: 2_300, "by hand": 4_100 };
const again = {
  "sync, again": 400,
  "threads, again": 210,
  "only read, one thread": 300,
  "only read, threads": 160,
};
const files: FilesMeasurement = {
  ...here,
  workers: 2,
  bytes: { lines: 1_024 * MB, words: 1_024 * MB, records: 1_024 * MB },
  jobs: {
    lines: { ...ways, ...again, readline: 9_000, wc: 500 },
    words: ways,
    records: ways,
  },
  dask: { version: "2024.12.1", jobs: { lines: 10_000, words: 11_000, records: 12_000 } },
};

const on = { sync: { warm: 1 }, async: { warm: 1.2 }, threads: { cold: 90, warm: 2.5 } };
const founding: FoundingMeasurement = {
  ...here,
  workers: 4,
  cells: 900,
  chunks: 250,
  build: 0.05,
  trivial: { direct: 0.01, on: { ...on, processes: { cold: 200, warm: 5 } } },
  slow: { direct: 18_000, on: { ...on, processes: { cold: 4_700, warm: 4_600 } } },
};

const fusion: FusionMeasurement = {
  node: here.node,
  numbers: 1_000_000,
  ways: [
    { name: "holdall, array, computeSync()", cold: 9, warm: 0.9, hand: 0.8 },
    { name: "array methods", cold: 40, warm: 33, hand: 0.8 },
  ],
};

const keyed = {
  loop: 30,
  sync: 40,
  threads: 35,
  "sync, default partitions": 90,
  "threads, default partitions": 95,
};
const daskKeyed = { sync: 900, processes: 1_100 };
const grouping: GroupingMeasurement = {
  ...here,
  numbers: 1_000_000,
  partitions: 8,
  defaultPartitions: 10_000,
  workers: 2,
  operations: { groupBy: keyed, foldBy: keyed, frequencies: keyed, distinct: keyed, join: keyed },
  dask: {
    version: "2024.12.1",
    operations: {
      groupBy: daskKeyed,
      foldBy: daskKeyed,
      frequencies: daskKeyed,
      distinct: daskKeyed,
      join: daskKeyed,
    },
  },
};

const memory: MemoryMeasurement = {
  ...here,
  groups: {
    bytes: 800e6,
    memoryLimit: 100e6,
    ms: 60_000,
    peak: 500 * MB,
    spilled: 700e6,
    records: 4_000_000,
    groups: 1_000,
    left: 0,
  },
  oneGroup: {
    bytes: 800e6,
    memoryLimit: 100e6,
    ms: 60_000,
    peak: 600 * MB,
    spilled: 1400e6,
    records: 4_000_000,
    groups: 1,
    left: 0,
  },
  streamed: [
    { bytes: 100e6, ms: 2_000, peak: 170 * MB, usual: 160 * MB, bytesWritten: 50e6 },
    { bytes: 400e6, ms: 8_000, peak: 180 * MB, usual: 160 * MB, bytesWritten: 200e6 },
  ],
  files: [
    { files: 2_000, ms: 500, peak: 130 * MB, usual: 120 * MB, lines: 2_000, open: 2 },
    { files: 20_000, ms: 5_000, peak: 140 * MB, usual: 125 * MB, lines: 20_000, open: 2 },
  ],
};

const overhead: OverheadMeasurement = {
  ...here,
  tasks: 20_000,
  workers: 2,
  ours: { sync: 0.6, threads: 2.5, processes: 6 },
  postMessage: 4,
  pools: { piscina: 20, tinypool: 25, workerpool: 30, poolifier: 35 },
  dask: { version: "2024.12.1", threads: 150, processes: 300 },
};

const scale: ScaleMeasurement = {
  ...here,
  rows: [
    { partitions: 1_000, ms: 20, peak: 60 * MB, before: 50 * MB },
    { partitions: 1_000_000, ms: 2_000, peak: 400 * MB, before: 50 * MB },
  ],
};

const trips = { bytes: 4 * MB, ms: { holdall: 20, structuredClone: 110, v8: 90, msgpackr: 95 } };
const transport: TransportMeasurement = {
  ...here,
  payloads: {
    records: { ...trips, ms: { ...trips.ms, json: 120 } },
    strings: { ...trips, ms: { ...trips.ms, json: 60 } },
    "typed array": trips,
  },
  views: {
    count: 250,
    data: 64 * MB,
    peak: 192 * MB,
    posted: { copied: 0, moved: 64 * MB, received: 64 * MB },
    copies: 3,
  },
};

const types: TypesMeasurement = {
  typescript: "6.0.3",
  bags: [{ name: "map", first: 120, again: 8 }],
  arrays: [{ name: "map", first: 40, again: 4 }],
};

const measurements: Readonly<Record<string, object>> = {
  auto,
  closures,
  cores,
  files,
  founding,
  fusion,
  grouping,
  memory,
  overhead,
  scale,
  transport,
  types,
};

/** As the file holds them: what JSON cannot hold is lost. */
export const sampleResults: Results = JSON.parse(
  JSON.stringify(
    Object.fromEntries(
      Object.entries(measurements).map(([name, measurement]) => [
        name,
        {
          date: "2025-03-14T15:09:26.535Z",
          machine: { cpu: "A | B", cores: 2, memory: 8 * 1024 * MB, os: "Linux 6.1", node: "v20.19.0" },
          versions: { holdall: "0.1.0", piscina: "5.0.0" },
          output: {
            ...measurement,
            targets: [below("ms", `${name}, time`, 3, undefined), atMost("copies", `${name}, memory`, 3, 2)],
          },
        } satisfies KeptResult,
      ]),
    ),
  ),
) as Results;
