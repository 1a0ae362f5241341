import type { FoundingMeasurement } from "./measure.ts";

/** What holdall promises of the founding case on two cores, and what was measured. */
export interface Target {
  readonly name: string;
  /** `"ms"`: below the limit; `"times"`: at least the limit. */
  readonly unit: "ms" | "times";
  readonly limit: number;
  readonly measured: number;
  readonly isMet: boolean;
}

/** Compares what was measured with what is promised. */
export function compareWithTargets({ build, trivial, slow }: FoundingMeasurement): Target[] {
  const coldSpeedUp = (name: "threads" | "processes"): number => slow.direct / (slow.on[name].cold ?? NaN);
  return [
    below("lazy expression over 250 chunks", 0.2, build),
    below("trivial function, threads, cold", 150, trivial.on.threads.cold),
    below("trivial function, threads, warm", 10, trivial.on.threads.warm),
    below("trivial function, processes, cold", 300, trivial.on.processes.cold),
    atLeast("function of 20 ms, threads, cold", 3.85, coldSpeedUp("threads")),
    atLeast("function of 20 ms, processes, cold", 3.85, coldSpeedUp("processes")),
  ];
}

function below(name: string, limit: number, measured = NaN): Target {
  return { name, unit: "ms", limit, measured, isMet: measured < limit };
}

function atLeast(name: string, limit: number, measured: number): Target {
  return { name, unit: "times", limit, measured, isMet: measured >= limit };
}
