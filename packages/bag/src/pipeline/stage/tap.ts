import { emitCall } from "../code/step-code.ts";
import type { StageKind } from "../stage.ts";
import { createCalls, type UserFunction } from "../user-call.ts";

/** Calls `fn` for each element, and pushes the element. */
export interface TapSpec {
  readonly kind: "tap";
  readonly operation: string;
  readonly fn: UserFunction;
}

export const tap: StageKind<TapSpec> = {
  isOneToOne: () => true,

  interpret({ operation, fn }, next, { run }) {
    return createCalls({ operation, run, call: fn, accept: (_result, element) => next(element) });
  },

  emit({ fn }, code) {
    emitCall(code, { call: `${code.user("tap", fn)}(${code.element})` });
    code.next(code.element);
  },
};
