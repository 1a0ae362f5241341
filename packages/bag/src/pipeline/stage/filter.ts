import { emitCall } from "../code/step-code.ts";
import type { StageKind } from "../stage.ts";
import { createCalls, type UserFunction } from "../user-call.ts";

/** Pushes the elements for which the truth of what `fn` returns is `keep`. */
export interface FilterSpec {
  readonly kind: "filter";
  readonly operation: string;
  readonly fn: UserFunction;
  readonly keep: boolean;
}

export const filter: StageKind<FilterSpec> = {
  interpret({ operation, fn, keep }, next, { run }) {
    const accept = (result: unknown, element: unknown) =>
      Boolean(result) === keep ? next(element) : undefined;
    return createCalls({ operation, run, call: fn, accept });
  },

  emit({ fn, keep }, code) {
    const result = emitCall(code, { call: `${code.user(keep ? "filter" : "remove", fn)}(${code.element})` });
    code.block(`if (${keep ? "" : "!"}${result})`, () => code.next(code.element));
  },
};
