import { atMost, type Target } from "../target.ts";
import type { AutoMeasurement } from "./measure.ts";

// Where this is more than a tenth, it is what is allowed.
const leastAllowanceMs = 2;

/** Compares `"auto"` with the better of the two schedulers it is made of. */
export function compareWithTargets({ rows }: AutoMeasurement): Target[] {
  return rows.map(({ elements, sync, threads, auto }) => {
    const best = Math.min(sync, threads);
    const limit = Number((1 + Math.max(0.1, leastAllowanceMs / best)).toFixed(2));
    return atMost("times as long", `${elements} elements, beside the better`, limit, auto / best);
  });
}
