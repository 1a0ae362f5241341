import { atLeast, below, type Target } from "../target.ts";
import type { OverheadMeasurement } from "./measure.ts";

/** Compares what a task costs with what is promised of it on two cores. */
export function compareWithTargets({ ours, pools }: OverheadMeasurement): Target[] {
  const bestPool = Math.min(...Object.values(pools));
  return [
    below("µs", "a task, sync", 1, ours.sync),
    below("µs", "a task, threads", 4, ours.threads),
    below("µs", "a task, processes", 8, ours.processes),
    atLeast("threads, beside the best pool", 5, bestPool / ours.threads),
  ];
}
