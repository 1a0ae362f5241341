import { atLeast, type Target } from "../target.ts";
import type { FusionMeasurement } from "./measure.ts";

/** Milliseconds of dask.bag's synchronous scheduler for the same, on a machine where a loop by hand took 0.75. */
const dask = { sync: 812, hand: 0.75 } as const;

/** Compares what was measured of fusion with what is promised of it. */
export function compareWithTargets({ ways }: FusionMeasurement): Target[] {
  const arrayMethods = ways.find(({ name }) => name === "array methods")!.warm;
  const bags = ways.filter(({ name }) => name.startsWith("holdall"));
  return bags.flatMap(({ name, warm, hand }) => [
    atLeast(`${name}: a loop by hand times 1.5`, 1, (1.5 * hand) / warm),
    atLeast(`${name}: array methods`, 10, arrayMethods / warm),
    atLeast(`${name}: dask.bag sync, scaled by the loop`, 300, ((dask.sync / dask.hand) * hand) / warm),
  ]);
}
