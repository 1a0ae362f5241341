import { assertBagsEnded } from "../call-arguments.ts";
import type { CallArgument } from "../call-arguments.ts";
import { emitElementCall } from "../code/element-call-code.ts";
import {
  createElementCalls,
  createElementCallState,
  hasCallsUnderWay,
  isOneToOneCall,
  type ElementCallSpec,
  type ElementCallState,
} from "../element-calls.ts";
import { isGenerator, isGeneratorLike, readElements } from "../read-elements.ts";
import type { StageKind } from "../stage.ts";

/** Pushes what `fn` returns for each element; of a generator an array of what it yields. */
export interface MapSpec extends ElementCallSpec {
  readonly kind: "map";
  readonly args: readonly CallArgument[];
}

export const map: StageKind<MapSpec, ElementCallState> = {
  createState: createElementCallState,

  isOneToOne: isOneToOneCall,

  interpret(spec, next, stage) {
    const { operation } = spec;
    return createElementCalls(spec, stage, {
      // No one else could read a generator a second time.
      read: (result) =>
        isGeneratorLike(result) && isGenerator(result) ? readElements(result, stage.run, operation) : result,
      accept: next,
    });
  },

  isUnderWay: hasCallsUnderWay,
  end: assertBagsEnded,

  emit(spec, code) {
    const isGeneratorName = code.ours("isGenerator", isGenerator);
    const orIf = (result: string): string =>
      `(typeof ${result}.next === "function" && ${isGeneratorName}(${result}))`;
    code.next(emitElementCall(code, spec, { stem: "map", orIf }));
  },
};
