import { notIterableError } from "../../errors.ts";
import { forEach } from "../for-each.ts";
import type { PipelineRun } from "../pipeline-run.ts";
import type { Outcome, Push } from "../push.ts";
import type { StageInterpreter } from "../stage.ts";
import { failedIn } from "../user-call.ts";
import { walkElements } from "../walk.ts";

/** Pushes the elements of each element. */
export interface FlattenSpec {
  readonly kind: "flatten";
  readonly operation: string;
}

export const createFlatten: StageInterpreter<FlattenSpec> = ({ operation }, push, run) =>
  createSpread({ operation, what: "the element" }, push, run);

/** A push that hands on the elements of what it gets, one after the other. */
export function createSpread(
  { operation, what }: { readonly operation: string; readonly what: string },
  push: Push,
  run: PipelineRun,
): Push {
  const options = { run, operation, isSource: false };
  return (elements): Outcome | Promise<Outcome> => {
    const walk = walkElements(elements);
    if (walk === undefined) throw failedIn(operation, run, notIterableError(what, elements));
    return forEach(walk, push, options);
  };
}
