import { atMost, type Target } from "../target.ts";
import type { GroupingMeasurement } from "./measure.ts";
import { operations, type OperationName } from "./operations.ts";

/** Compares what was measured of keyed operations with what is promised of them on two cores. */
export function compareWithTargets(measurement: GroupingMeasurement): Target[] {
  return (Object.keys(operations) as OperationName[]).flatMap((name) => {
    const { loop, sync, threads } = measurement.operations[name];
    return [
      atMost("times as long", `${name}, sync: the loop`, operations[name].limit, sync / loop),
      ...(name === "groupBy" || name === "join"
        ? [atMost("times as long", `${name}, threads: sync`, 1, threads / sync)]
        : []),
    ];
  });
}
