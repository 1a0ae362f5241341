import { nothing } from "../nothing.ts";
import type { SinkInterpreter } from "../sink.ts";
import type { UserFunction } from "../user-call.ts";
import { createCollect } from "./collect.ts";

/** What `fn` makes of the array of all elements. */
export interface AggregateSpec {
  readonly kind: "aggregate";
  readonly operation: string;
  readonly fn: UserFunction;
}

export const createAggregate: SinkInterpreter<AggregateSpec> = ({ operation, fn }, run) => {
  const { push, finish } = createCollect({ kind: "collect" }, run);
  return {
    push,
    finish() {
      run.context.operation = operation;
      const elements = finish() as unknown[];
      return elements.length === 0 ? nothing : fn(elements);
    },
  };
};
