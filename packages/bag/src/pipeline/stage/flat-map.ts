import { emitElementCall } from "../code/element-call-code.ts";
import {
  createElementCalls,
  createElementCallState,
  hasCallsUnderWay,
  type ElementCallSpec,
  type ElementCallState,
} from "../element-calls.ts";
import { readIterable } from "../read-elements.ts";
import type { StageKind } from "../stage.ts";
import { createSpread, createSpreadState, emitSpread, type SpreadState } from "./flatten.ts";

/** Pushes the elements of what `fn` returns for each element. */
export interface FlatMapSpec extends ElementCallSpec {
  readonly kind: "flatMap";
}

export const flatMap: StageKind<FlatMapSpec, SpreadState & ElementCallState> = {
  createState: (spec) => ({ ...createSpreadState(), ...createElementCallState(spec) }),

  interpret(spec, next, { run, state }) {
    const { operation } = spec;
    const { push, goOn } = createSpread({ operation, what: "what `fn` returns" }, next, { run, state });
    // What several functions yield at once has to wait for its turn somewhere.
    const read =
      spec.concurrency === undefined ? undefined : (result: unknown) => readIterable(result, run, operation);
    return { ...createElementCalls(spec, { run, state }, { read, accept: push }), goOn };
  },

  isUnderWay: hasCallsUnderWay,

  emit(spec, code) {
    emitSpread(code, emitElementCall(code, spec, { stem: "flatMap" }));
  },
};
