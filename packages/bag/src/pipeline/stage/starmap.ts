import { notIterableError } from "../../errors.ts";
import { emitCall } from "../code/step-code.ts";
import { createElementCalls, createElementCallState, type ElementCallState } from "../element-calls.ts";
import type { StageKind } from "../stage.ts";
import type { UserFunction } from "../user-call.ts";
import { isIndexed } from "../walk.ts";
import { createGeneratorReader, emitGeneratorCheck } from "./map.ts";

/** Pushes what `fn` returns for the elements of each element; of a generator an array of what it yields. */
export interface StarmapSpec {
  readonly kind: "starmap";
  readonly operation: string;
  readonly fn: UserFunction;
}

// A call with its arguments one by one can be inlined, one with a list of them cannot.
const mostByIndex = 8;

export const starmap: StageKind<StarmapSpec, ElementCallState> = {
  createState: createElementCallState,

  isOneToOne: () => true,

  interpret(spec, next, stage) {
    const { operation, fn } = spec;
    const spread: UserFunction = (element) => fn(...iterableOf(element));
    const read = createGeneratorReader(spec, stage.run);
    return createElementCalls({ operation, fn: spread }, stage, { read, accept: next });
  },

  emit({ fn }, code) {
    const { element } = code;
    code.block(`if (!${code.ours("isIndexed", isIndexed)}(${element}))`, () => code.leave({ kind: "push" }));
    const name = code.user("starmap", fn);
    const { length } = fn;
    let call = `${name}(...${element})`;
    if (length > 0 && length <= mostByIndex) {
      const items = Array.from({ length }, (_, i) => `${element}[${i}]`);
      call = `${element}.length === ${length} ? ${name}(${items.join(", ")}) : ${call}`;
    }
    code.next(emitCall(code, { call, orIf: emitGeneratorCheck(code) }));
  },
};

function iterableOf(element: unknown): Iterable<unknown> {
  const { [Symbol.iterator]: iterator } = Object(element) as Partial<Iterable<unknown>>;
  if (typeof iterator !== "function") throw notIterableError("the element", element);
  return element as Iterable<unknown>;
}
