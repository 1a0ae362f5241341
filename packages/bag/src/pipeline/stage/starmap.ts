import { notIterableError } from "../../errors.ts";
import { emitElementCall } from "../code/element-call-code.ts";
import {
  createElementCalls,
  elementCallStage,
  isOneToOneCall,
  type ElementCallSpec,
  type ElementCallState,
} from "../element-calls.ts";
import type { StageKind } from "../stage.ts";
import type { UserFunction } from "../user-call.ts";
import { isIndexed } from "../walk.ts";
import { createGeneratorReader, emitGeneratorCheck } from "./map.ts";

/** Pushes what `fn` returns for the elements of each element; of a generator an array of what it yields. */
export interface StarmapSpec extends ElementCallSpec {
  readonly kind: "starmap";
}

// A call with its arguments one by one can be inlined, one with a list of them cannot.
const mostByIndex = 8;

export const starmap: StageKind<StarmapSpec, ElementCallState> = {
  ...elementCallStage,

  isOneToOne: isOneToOneCall,

  interpret(spec, next, stage) {
    const { fn } = spec;
    const spread: UserFunction = (element, ...rest) => fn(...iterableOf(element), ...rest);
    const read = createGeneratorReader(stage.run);
    return createElementCalls({ ...spec, fn: spread }, stage, { read, accept: next });
  },

  emit(spec, code) {
    const { element } = code;
    code.block(`if (!${code.ours("isIndexed", isIndexed)}(${element}))`, () => code.leave({ kind: "push" }));
    const call = (name: string, rest: readonly string[]): string => {
      const withList = `${name}(${[`...${element}`, ...rest].join(", ")})`;
      const length = spec.fn.length - rest.length;
      if (length <= 0 || length > mostByIndex) return withList;
      const items = Array.from({ length }, (_, i) => `${element}[${i}]`);
      return `${element}.length === ${length} ? ${name}(${[...items, ...rest].join(", ")}) : ${withList}`;
    };
    code.next(emitElementCall(code, spec, { stem: "starmap", call, orIf: emitGeneratorCheck(code) }));
  },
};

function iterableOf(element: unknown): Iterable<unknown> {
  const { [Symbol.iterator]: iterator } = Object(element) as Partial<Iterable<unknown>>;
  if (typeof iterator !== "function") throw notIterableError("the element", element);
  return element as Iterable<unknown>;
}
