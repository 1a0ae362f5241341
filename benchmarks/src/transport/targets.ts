import { atLeast, atMost, type Target } from "../target.ts";
import type { TransportMeasurement } from "./measure.ts";

/** Compares what transport costs with what is promised of it on two cores. */
export function compareWithTargets({ payloads, views }: TransportMeasurement): Target[] {
  const { holdall, structuredClone } = payloads.records.ms;
  return [
    atLeast("records to a worker and back, beside structured clone", 2, structuredClone / holdall),
    atMost("copies", "memory for views of one array, mapped and concatenated", 3, views.copies),
  ];
}
