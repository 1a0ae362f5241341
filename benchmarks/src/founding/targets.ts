import { atLeast, below, type Target } from "../target.ts";
import type { FoundingMeasurement } from "./measure.ts";

/** Compares what was measured of the founding case with what is promised of it on two cores. */
export function compareWithTargets({ build, trivial, slow }: FoundingMeasurement): Target[] {
  const coldSpeedUp = (name: "threads" | "processes"): number => slow.direct / (slow.on[name].cold ?? NaN);
  return [
    below("ms", "lazy expression over 250 chunks", 0.2, build),
    below("ms", "trivial function, threads, cold", 150, trivial.on.threads.cold),
    below("ms", "trivial function, threads, warm", 3, trivial.on.threads.warm),
    below("ms", "trivial function, processes, cold", 300, trivial.on.processes.cold),
    atLeast("function of 20 ms, threads, cold", 3.85, coldSpeedUp("threads")),
    atLeast("function of 20 ms, processes, cold", 3.85, coldSpeedUp("processes")),
  ];
}
