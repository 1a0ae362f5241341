import { dotsOf, type Dot, type DotPlot } from "../report/plot.ts";
import { dask } from "./dask.ts";
import type { FoundingMeasurement, FunctionMeasurement } from "./measure.ts";

/** Shows both functions of the founding case on every scheduler. */
export function plotFounding(measurement: FoundingMeasurement): DotPlot {
  const { workers, cores, cells, chunks, trivial, slow } = measurement;
  return {
    kind: "dots",
    title: "What does it take to go parallel, and what is it worth?",
    subtitle: `${cells} cells in ${chunks} chunks, ${workers} workers on ${cores} cores; dask.bag as it is published, on 4`,
    unit: "ms",
    scale: "log",
    groups: [
      { title: "a function that costs next to nothing", dots: dotsFor(trivial, dask.trivial.processes) },
      { title: "a function that blocks for 20 ms a cell", dots: dotsFor(slow, dask.slow.processes) },
    ],
  };
}

function dotsFor({ direct, on }: FunctionMeasurement, published: number): Dot[] {
  const timings = Object.entries(on).flatMap(([name, { cold, warm }]) => [
    [cold === undefined ? name : `${name}, warm`, warm],
    [`${name}, with the start of the pool`, cold],
  ]);
  return [
    ...dotsOf({ "plain call on the whole array": direct }, false),
    ...dotsOf(Object.fromEntries(timings) as Record<string, number | undefined>, true),
    ...dotsOf({ "dask.bag, processes": published }, false),
  ];
}
