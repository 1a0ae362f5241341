import { atLeast, below, type Target } from "../target.ts";
import type { ClosuresMeasurement } from "./measure.ts";

/** What a pointer takes: the heap has not grown where it holds less than that of each capture. */
const pointerBytes = 8;

/** A loop that has lost its optimised code takes several times as long; what is less is the machine's. */
const leastSpeed = 0.95;

/** Compares what was measured of captures with what is promised of them on one core. */
export function compareWithTargets({ closures, first, warm, loops, heap }: ClosuresMeasurement): Target[] {
  return [
    below("ms", `serialize ${closures} closures, the first of a process`, 500, first.all),
    below("ms", `serialize ${closures} closures, one by one`, 500, warm.serialize),
    below("ms", `serialize ${closures} closures, as one array`, 500, warm.serializeArray),
    below(
      "kB",
      `no growth of the heap over ${heap.captures} captures`,
      (heap.captures * pointerBytes) / 1000,
      heap.growth / 1000,
    ),
    atLeast("no slow-down, loop over numbers", leastSpeed, loops.numbers.speed),
    atLeast("no slow-down, loop over properties", leastSpeed, loops.properties.speed),
  ];
}
