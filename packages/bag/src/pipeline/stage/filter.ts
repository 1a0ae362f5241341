import { emitElementCall } from "../code/element-call-code.ts";
import {
  createElementCalls,
  elementCallStage,
  type ElementCallSpec,
  type ElementCallState,
} from "../element-calls.ts";
import type { StageKind } from "../stage.ts";

/** Pushes the elements for which the truth of what `fn` returns is `keep`. */
export interface FilterSpec extends ElementCallSpec {
  readonly kind: "filter";
  readonly keep: boolean;
}

export const filter: StageKind<FilterSpec, ElementCallState> = {
  ...elementCallStage,

  addsNone: true,

  interpret(spec, next, stage) {
    return createElementCalls(spec, stage, {
      accept: (result, element) => (Boolean(result) === spec.keep ? next(element) : undefined),
    });
  },

  emit(spec, code) {
    const { keep } = spec;
    const result = emitElementCall(code, spec, { stem: keep ? "filter" : "remove" });
    code.block(`if (${keep ? "" : "!"}${result})`, () => code.next(code.element));
  },
};
