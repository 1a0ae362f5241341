import { isThenable } from "@holdall/core/task";
import { assertBagsEnded, type CallArgument } from "../call-arguments.ts";
import { emitElementCall } from "../code/element-call-code.ts";
import {
  createElementCalls,
  elementCallStage,
  isOneToOneCall,
  type ElementCallSpec,
  type ElementCallState,
} from "../element-calls.ts";
import type { StageKind } from "../stage.ts";
import { createGeneratorReader, emitGeneratorCheck } from "./map.ts";

/** Pushes what became of each call of `fn`, as `Promise.allSettled` tells it. */
export interface MapSettledSpec extends ElementCallSpec {
  readonly kind: "mapSettled";
  readonly args: readonly CallArgument[];
  readonly onError: "settle";
}

export const mapSettled: StageKind<MapSettledSpec, ElementCallState> = {
  ...elementCallStage,

  isOneToOne: isOneToOneCall,

  interpret(spec, next, stage) {
    const readGenerator = createGeneratorReader(stage.run);
    const read = (result: unknown): unknown => {
      const value = readGenerator(result, "fn");
      return isThenable(value) ? value.then(fulfilledWith) : fulfilledWith(value);
    };
    return createElementCalls(spec, stage, { read, accept: next });
  },

  end: assertBagsEnded,

  emit(spec, code) {
    const value = emitElementCall(code, spec, { stem: "mapSettled", orIf: emitGeneratorCheck(code) });
    const settled = code.name("settled");
    code.line(`const ${settled} = { status: "fulfilled", value: ${value} };`);
    code.next(settled);
  },
};

function fulfilledWith(value: unknown): PromiseFulfilledResult<unknown> {
  return { status: "fulfilled", value };
}
