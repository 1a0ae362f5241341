import {
  assertBagsEnded,
  callPosition,
  createCallArguments,
  type CallArgument,
  type CallCount,
} from "../call-arguments.ts";
import { emitArguments } from "../code/element-call-code.ts";
import type { StageKind } from "../stage.ts";
import { failedOn } from "../user-call.ts";

/** Pushes arrays of an element and those in the same place of other bags. */
export interface ZipSpec {
  readonly kind: "zip";
  readonly operation: string;
  readonly args: readonly CallArgument[];
}

export const zip: StageKind<ZipSpec, CallCount> = {
  createState: () => ({ calls: 0 }),

  isOneToOne: () => true,

  interpret(spec, next, { run, state }) {
    const nextArguments = createCallArguments(spec, run, state);
    const tupleOf = (element: unknown): unknown[] => {
      try {
        return [element, ...nextArguments()];
      } catch (error) {
        throw failedOn(element, { operation: spec.operation, run }, error);
      }
    };
    return { push: (element) => next(tupleOf(element)) };
  },

  position: callPosition,
  end: assertBagsEnded,

  emit({ args }, code) {
    const tuple = code.name("x");
    code.line(`const ${tuple} = [${[code.element, ...emitArguments(args, code, false)].join(", ")}];`);
    code.next(tuple);
  },
};
