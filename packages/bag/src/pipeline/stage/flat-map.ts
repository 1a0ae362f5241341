import { emitCall } from "../code/step-code.ts";
import type { StageKind } from "../stage.ts";
import { createCalls, type UserFunction } from "../user-call.ts";
import { createSpread, createSpreadState, emitSpread, type SpreadState } from "./flatten.ts";

/** Pushes the elements of what `fn` returns for each element. */
export interface FlatMapSpec {
  readonly kind: "flatMap";
  readonly operation: string;
  readonly fn: UserFunction;
}

export const flatMap: StageKind<FlatMapSpec, SpreadState> = {
  createState: createSpreadState,

  interpret({ operation, fn }, next, { run, state }) {
    const { push, goOn } = createSpread({ operation, what: "what `fn` returns" }, next, { run, state });
    return { ...createCalls({ operation, run, call: fn, accept: push }), goOn };
  },

  emit({ fn }, code) {
    emitSpread(code, emitCall(code, { call: `${code.user("flatMap", fn)}(${code.element})` }));
  },
};
