import { emitElementCall } from "../code/element-call-code.ts";
import {
  createElementCalls,
  createElementCallState,
  elementCallStage,
  type ElementCallSpec,
  type ElementCallState,
} from "../element-calls.ts";
import { hasLimits } from "../guarded-call.ts";
import { createIterableReader } from "../read-elements.ts";
import type { StageKind } from "../stage.ts";
import { createSpread, createSpreadState, emitSpread, type SpreadState } from "./flatten.ts";

/** Pushes the elements of what `fn` returns for each element. */
export interface FlatMapSpec extends ElementCallSpec {
  readonly kind: "flatMap";
}

export const flatMap: StageKind<FlatMapSpec, SpreadState & ElementCallState> = {
  ...elementCallStage,

  createState: (spec, run) => ({ ...createSpreadState(), ...createElementCallState(spec, run) }),

  interpret(spec, next, { run, state }) {
    const { operation, concurrency, onError } = spec;
    const { push, goOn } = createSpread({ operation, what: "what `fn` returns" }, next, { run, state });
    // What several functions yield at once has to wait for its turn somewhere, and nothing that a function has yielded
    // can be taken back when it fails after that.
    const isReadAtOnce = concurrency !== undefined || onError !== undefined || hasLimits(spec);
    const read = isReadAtOnce ? createIterableReader(run) : undefined;
    return { ...createElementCalls(spec, { run, state }, { read, accept: push }), goOn };
  },

  emit(spec, code) {
    emitSpread(code, emitElementCall(code, spec, { stem: "flatMap" }));
  },
};
