import { emitElementCall } from "../code/element-call-code.ts";
import {
  createElementCalls,
  elementCallStage,
  isOneToOneCall,
  type ElementCallSpec,
  type ElementCallState,
} from "../element-calls.ts";
import type { StageKind } from "../stage.ts";

/** Calls `fn` for each element, and pushes the element. */
export interface TapSpec extends ElementCallSpec {
  readonly kind: "tap";
}

export const tap: StageKind<TapSpec, ElementCallState> = {
  ...elementCallStage,

  isOneToOne: isOneToOneCall,

  interpret(spec, next, stage) {
    return createElementCalls(spec, stage, { accept: (_result, element) => next(element) });
  },

  emit(spec, code) {
    emitElementCall(code, spec, { stem: "tap" });
    code.next(code.element);
  },
};
