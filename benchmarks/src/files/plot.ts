import { dotsOf, type DotPlot } from "../report/plot.ts";
import type { FilesMeasurement } from "./measure.ts";
import type { JobName } from "./jobs.ts";
import { titles } from "./table.ts";

/** Shows what each job takes in each way, beside programs by hand and the tools there are. */
export function plotFiles({ bytes, cores, workers, jobs, dask }: FilesMeasurement): DotPlot {
  return {
    kind: "dots",
    title: "What does it take to go through a large file?",
    subtitle: `${Math.round(bytes.lines / 2 ** 20)} MB, ${workers} workers on ${cores} cores, in processes that do nothing else; by hand: on one thread`,
    unit: "ms",
    scale: "log",
    groups: (Object.keys(titles) as JobName[]).map((name) => {
      const { "by hand": byHand, readline, wc, ...ours } = jobs[name];
      const { version, jobs: ofDask } = dask ?? {};
      return {
        title: titles[name],
        dots: [
          ...dotsOf(ours, true),
          ...dotsOf(
            { "by hand": byHand, readline, wc, [`dask.bag ${version}, processes`]: ofDask?.[name] },
            false,
          ),
        ],
      };
    }),
  };
}
