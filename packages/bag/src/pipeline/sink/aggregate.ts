import { nothing } from "../nothing.ts";
import type { SinkKind } from "../sink.ts";
import type { UserFunction } from "../user-call.ts";
import { collect, type CollectState } from "./collect.ts";

/** What `fn` makes of the array of all elements. */
export interface AggregateSpec {
  readonly kind: "aggregate";
  readonly operation: string;
  readonly fn: UserFunction;
}

export const aggregate: SinkKind<AggregateSpec, CollectState> = {
  ...collect,

  finish({ operation, fn }, { run, state: { elements } }) {
    run.context.operation = operation;
    return elements === undefined ? nothing : fn(elements);
  },
};
