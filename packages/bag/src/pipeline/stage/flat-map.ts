import type { StageInterpreter } from "../stage.ts";
import type { UserFunction } from "../user-call.ts";
import { createSpread } from "./flatten.ts";
import { createCalls } from "./map.ts";

/** Pushes the elements of what `fn` returns for each element. */
export interface FlatMapSpec {
  readonly kind: "flatMap";
  readonly operation: string;
  readonly fn: UserFunction;
}

export const createFlatMap: StageInterpreter<FlatMapSpec> = ({ operation, fn }, push, run) => {
  const spread = createSpread({ operation, what: "what `fn` returns" }, push, run);
  return createCalls({ operation, fn, args: [] }, spread, run);
};
