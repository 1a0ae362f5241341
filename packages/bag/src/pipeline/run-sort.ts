import { moduleFunction, type TaskContext, type TaskFunction } from "@holdall/core/task";
import { tasksModule } from "../tasks-module.ts";
import { cutRun, findBorders, type Borders, type RunCut, type Sample } from "./sort-borders.ts";
import type { SortedRun } from "./sorted-run.ts";

/** What tasks of `sortBy` have in common. */
export type SortTaskSpec = Pick<RunCut, "parts" | "isDescending">;

/** Finds where the partitions of a sorted bag begin, from samples of all runs. */
export function runFindBorders(
  _context: TaskContext,
  spec: SortTaskSpec,
  samples: readonly Sample[],
): Borders {
  return findBorders(samples, spec);
}

/** Cuts one run into a part for each partition. */
export function runCutRun(
  _context: TaskContext,
  spec: SortTaskSpec,
  number: number,
  run: SortedRun,
  borders: Borders,
): readonly SortedRun[] {
  return cutRun(run, { ...spec, number, borders });
}

/** The functions, as a worker finds them. */
export const findBordersTask: TaskFunction = moduleFunction(tasksModule, { runFindBorders });
export const cutRunTask: TaskFunction = moduleFunction(tasksModule, { runCutRun });
