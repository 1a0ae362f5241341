import type { DotPlot } from "../report/plot.ts";
import type { RoundTrips, TransportMeasurement } from "./measure.ts";
import { wayNames } from "./table.ts";

/** Shows what data costs to a worker thread and back, in every way. */
export function plotTransport({ cores, payloads }: TransportMeasurement): DotPlot {
  return {
    kind: "dots",
    title: "What does data cost, to a worker and back?",
    subtitle: `In one piece, one worker on ${cores} cores, warm`,
    unit: "ms there and back",
    scale: "log",
    groups: Object.entries(payloads).map(([payload, { bytes, ms }]: [string, RoundTrips]) => ({
      title: `${payload}, ${(bytes / 2 ** 20).toFixed(1)} MB`,
      dots: Object.entries(ms).map(([way, amount]: [string, number]) => ({
        name: wayNames[way as keyof typeof wayNames],
        amount,
        isOurs: way === "holdall",
      })),
    })),
  };
}
