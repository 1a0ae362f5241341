import type { DotPlot } from "../report/plot.ts";
import type { CoresMeasurement } from "./measure.ts";

/** Shows how many times as fast as the loop each way is. */
export function plotCores({ cores, chunks, work }: CoresMeasurement): DotPlot {
  return {
    kind: "dots",
    title: "What is a second core worth?",
    subtitle: `${chunks} chunks of work for the processor, on ${cores} cores; piscina: a program made by hand, 2 threads`,
    unit: "times as fast as a loop on one thread",
    scale: "linear",
    groups: Object.entries(work).map(([title, { loop, ...ways }]) => ({
      title,
      dots: Object.entries(ways).map(([name, ms]: [string, number]) => ({
        name,
        amount: loop / ms,
        isOurs: name !== "piscina",
      })),
    })),
  };
}
