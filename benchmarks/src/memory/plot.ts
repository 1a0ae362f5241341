import type { LinePlot } from "../report/plot.ts";
import type { MemoryMeasurement } from "./measure.ts";

/** Shows the memory over the amount of text. */
export function plotMemory({ streamed }: MemoryMeasurement): LinePlot {
  return {
    kind: "lines",
    title: "Does memory stay flat however much there is to read?",
    subtitle:
      "Text that is read, changed, filtered and written on threads, in processes that do nothing else",
    size: "MB of text",
    panels: [
      {
        unit: "MB at the peak",
        lines: [
          {
            name: "holdall, threads",
            points: streamed.map(({ bytes, peak }) => [bytes / 1e6, peak / 1e6]),
            isLabelled: true,
          },
        ],
      },
    ],
  };
}
