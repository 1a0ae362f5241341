import { atLeast, atMost, type Target } from "../target.ts";
import type { CoresMeasurement } from "./measure.ts";

/** Compares what a second core was worth with what is promised of it. */
export function compareWithTargets({ work }: CoresMeasurement): Target[] {
  return Object.entries(work).flatMap(([name, timings]) =>
    (["threads, 2 workers", "processes, 2 workers"] as const).flatMap((way) => [
      atLeast(`${name}, ${way}, beside the loop`, 1.9, timings.loop / timings[way]),
      atMost("times as long", `${name}, ${way}, beside piscina`, 1.03, timings[way] / timings.piscina),
    ]),
  );
}
