import { notIterableError } from "../../errors.ts";
import { forEach } from "../for-each.ts";
import type { SourceInterpreter } from "../source.ts";
import { walkElements } from "../walk.ts";

/** The elements of the partition in slot 0: an array, a typed array, or anything iterable that a delayed gave. */
export interface ElementsSpec {
  readonly kind: "elements";
  readonly operation: string;
}

export const runElements: SourceInterpreter<ElementsSpec> = ({ operation }, push, run) => {
  const walk = walkElements(run.inputs[0]);
  if (walk === undefined) throw notIterableError("the partition", run.inputs[0]);
  return forEach(walk, push, { run, operation, isSource: true });
};
