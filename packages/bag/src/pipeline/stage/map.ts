import { assertBagsEnded, type CallArgument } from "../call-arguments.ts";
import { emitElementCall } from "../code/element-call-code.ts";
import type { StepCode } from "../code/step-code.ts";
import {
  createElementCalls,
  elementCallStage,
  isOneToOneCall,
  type ElementCallSpec,
  type ElementCallState,
} from "../element-calls.ts";
import type { PipelineRun } from "../pipeline-run.ts";
import { isGenerator, isGeneratorLike, readElements, type Read } from "../read-elements.ts";
import type { StageKind } from "../stage.ts";

/** Pushes what `fn` returns for each element; of a generator an array of what it yields. */
export interface MapSpec extends ElementCallSpec {
  readonly kind: "map";
  readonly args: readonly CallArgument[];
}

export const map: StageKind<MapSpec, ElementCallState> = {
  ...elementCallStage,

  addsNone: true,

  isOneToOne: isOneToOneCall,

  interpret(spec, next, stage) {
    return createElementCalls(spec, stage, { read: createGeneratorReader(stage.run), accept: next });
  },

  end: assertBagsEnded,

  emit(spec, code) {
    code.next(emitElementCall(code, spec, { stem: "map", orIf: emitGeneratorCheck(code) }));
  },
};

/** Reads generators into arrays: no one else could read them a second time. */
export function createGeneratorReader(run: PipelineRun): Read {
  return (result) => (isGeneratorLike(result) && isGenerator(result) ? readElements(result, run) : result);
}

/** Writes the question whether a result is a generator. */
export function emitGeneratorCheck(code: StepCode): (result: string) => string {
  const name = code.ours("isGenerator", isGenerator);
  return (result) => `(typeof ${result}.next === "function" && ${name}(${result}))`;
}
