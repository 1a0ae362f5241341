import { availableParallelism } from "node:os";
import { median } from "../median.ts";
import { runProgram } from "../run-program.ts";
import type { MapAndSum } from "./programs/map-and-sum.ts";

/** So many partitions of one element: medians of processes. */
export interface ScaleRow extends MapAndSum {
  readonly partitions: number;
}

/** All that the table shows. */
export interface ScaleMeasurement {
  readonly node: string;
  readonly cores: number;
  readonly rows: readonly ScaleRow[];
}

/** How much is measured. */
export interface ScaleSize {
  readonly partitions: readonly number[];
  /** For each number of partitions. */
  readonly processes: number;
}

const fullSize: ScaleSize = { partitions: [1_000, 10_000, 100_000, 200_000, 1_000_000], processes: 5 };

/**
 * Measures time and memory over the number of partitions, each in a process of its own, one after the other.
 *
 * @param report - is told what is measured next
 * @throws if a sum is wrong
 */
export async function measureScale(
  report: (step: string) => void,
  { partitions, processes }: ScaleSize = fullSize,
): Promise<ScaleMeasurement> {
  const runs = partitions.map((): MapAndSum[] => []);
  for (let round = 1; round <= processes; round++) {
    report(`${partitions.join(", ")} partitions, round ${round} of ${processes}`);
    for (const [index, count] of partitions.entries()) {
      runs[index]!.push(
        await runProgram<MapAndSum>(new URL("./programs/map-and-sum.js", import.meta.url), [count]),
      );
    }
  }
  return {
    node: process.version,
    cores: availableParallelism(),
    rows: partitions.map((count, index) => ({ partitions: count, ...summarise(runs[index]!) })),
  };
}

function summarise(runs: readonly MapAndSum[]): MapAndSum {
  const medianOf = (name: keyof MapAndSum): number => median(runs.map((run) => run[name]));
  return { ms: medianOf("ms"), peak: medianOf("peak"), before: medianOf("before") };
}
