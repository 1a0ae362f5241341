import type { Line, LinePlot } from "../report/plot.ts";
import type { AutoMeasurement } from "./measure.ts";

/** Shows `"auto"` beside the schedulers it chooses from. */
export function plotAuto({ rows }: AutoMeasurement): LinePlot {
  const line = (name: "sync" | "threads" | "auto"): Line => ({
    name,
    points: rows.map((row) => [row.elements, row[name]]),
    isLabelled: name === "auto",
  });
  return {
    kind: "lines",
    title: "Does “auto” keep up with the better of sync and threads?",
    subtitle:
      "Some microseconds of work for each element, 20 partitions, 2 warm workers; what auto takes is written",
    size: "elements",
    panels: [{ unit: "ms", lines: [line("auto"), line("threads"), line("sync")] }],
  };
}
