import { dotsOf, type DotPlot } from "../report/plot.ts";
import type { ClosuresMeasurement } from "./measure.ts";

/** Shows what it costs to send functions, beside what it costs to send what they capture without them. */
export function plotClosures({ closures, first, warm }: ClosuresMeasurement): DotPlot {
  const each = (ms: number): number => (ms * 1000) / closures;
  return {
    kind: "dots",
    title: "What does it cost that functions travel?",
    subtitle: `${closures} small closures over one module, each with a variable of its own`,
    unit: "µs for each function",
    scale: "log",
    groups: [
      {
        title: "to bytes",
        dots: [
          ...dotsOf(
            {
              "the first of a process": each(first.all),
              "one by one": each(warm.serialize),
              "as one array": each(warm.serializeArray),
            },
            true,
          ),
          ...dotsOf(
            {
              "structuredClone of what they capture": each(warm.structuredClone),
              "v8.serialize of what they capture": each(warm.v8Serialize),
              "fn.toString(), which captures nothing": each(warm.toText),
            },
            false,
          ),
        ],
      },
      {
        title: "back to functions",
        dots: [
          ...dotsOf({ "one by one": each(warm.revive), "as one array": each(warm.reviveArray) }, true),
          ...dotsOf({ "v8.deserialize of what they capture": each(warm.v8Deserialize) }, false),
        ],
      },
    ],
  };
}
