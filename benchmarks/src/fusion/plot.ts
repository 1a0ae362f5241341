import type { DotPlot } from "../report/plot.ts";
import type { FusionMeasurement } from "./measure.ts";

/** Shows each way beside the loop by hand that it is compared with. */
export function plotFusion({ numbers, ways }: FusionMeasurement): DotPlot {
  return {
    kind: "dots",
    title: "Is a pipeline as fast as the loop you would write?",
    subtitle: `${numbers} numbers through map, filter, map and sum, on one thread, warm; 1 is the loop by hand on the same source`,
    unit: "times as long as the loop by hand",
    scale: "log",
    groups: [
      {
        title: "",
        dots: ways.map(({ name, warm, hand }) => ({
          name,
          amount: warm / hand,
          isOurs: name.startsWith("holdall"),
        })),
      },
    ],
  };
}
