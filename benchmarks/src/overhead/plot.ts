import { dotsOf, type DotPlot } from "../report/plot.ts";
import type { OverheadMeasurement } from "./measure.ts";

/** Shows what a task costs on each scheduler, in other pools and in dask.bag. */
export function plotOverhead(measurement: OverheadMeasurement): DotPlot {
  const { tasks, workers, cores, ours, postMessage, pools, dask } = measurement;
  return {
    kind: "dots",
    title: "What does a task cost?",
    subtitle: `${tasks} tasks that do next to nothing, ${workers} workers on ${cores} cores, warm; the pools are given them one by one`,
    unit: "µs for each task",
    scale: "log",
    groups: [
      {
        title: "",
        dots: [
          ...dotsOf(ours, true),
          ...dotsOf({ "postMessage by hand": postMessage, ...pools }, false),
          ...(dask === undefined
            ? []
            : dotsOf(
                {
                  [`dask.bag ${dask.version}, threads`]: dask.threads,
                  [`dask.bag ${dask.version}, processes`]: dask.processes,
                },
                false,
              )),
        ],
      },
    ],
  };
}
