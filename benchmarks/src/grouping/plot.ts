import { dotsOf, type DotPlot } from "../report/plot.ts";
import type { GroupingMeasurement } from "./measure.ts";
import { operations, type OperationName } from "./operations.ts";

/** Shows what each operation takes on each scheduler, beside the loop and dask.bag. */
export function plotGrouping(measurement: GroupingMeasurement): DotPlot {
  const { numbers, partitions, defaultPartitions, workers, cores, dask } = measurement;
  return {
    kind: "dots",
    title: "What does it take to bring equal keys together?",
    subtitle: `${numbers} whole numbers in ${partitions} partitions, ${workers} workers on ${cores} cores, warm; by default there are ${defaultPartitions} partitions`,
    unit: "ms",
    scale: "log",
    groups: (Object.keys(operations) as OperationName[]).map((name) => {
      const { loop, ...ours } = measurement.operations[name];
      return {
        title: operations[name].title,
        dots: [
          ...dotsOf(ours, true),
          ...dotsOf({ "a loop with a Map": loop }, false),
          ...Object.entries(dask?.operations[name] ?? {}).map(([way, ms]) => ({
            name: `dask.bag ${dask!.version}, ${way}`,
            amount: ms,
            isOurs: false,
          })),
        ],
      };
    }),
  };
}
