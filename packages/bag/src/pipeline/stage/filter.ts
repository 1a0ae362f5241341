import { emitElementCall } from "../code/element-call-code.ts";
import { callPosition } from "../call-arguments.ts";
import {
  createElementCalls,
  createElementCallState,
  hasCallsUnderWay,
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
  addsNone: true,

  createState: createElementCallState,

  interpret(spec, next, stage) {
    return createElementCalls(spec, stage, {
      accept: (result, element) => (Boolean(result) === spec.keep ? next(element) : undefined),
    });
  },

  position: callPosition,
  isUnderWay: hasCallsUnderWay,

  emit(spec, code) {
    const { keep } = spec;
    const result = emitElementCall(code, spec, { stem: keep ? "filter" : "remove" });
    code.block(`if (${keep ? "" : "!"}${result})`, () => code.next(code.element));
  },
};
