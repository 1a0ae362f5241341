import { isThenable } from "@holdall/core/task";
import { emitCall, type StepCode } from "../code/step-code.ts";
import { toColumn } from "../column.ts";
import { packEntries, type Columns } from "../columns.ts";
import { createKeyCalls, emitKey, emitPlace, type WithKey } from "../element-key.ts";
import { KeyIndex } from "../key.ts";
import { nothing } from "../nothing.ts";
import type { Outcome } from "../push.ts";
import type { SinkKind } from "../sink.ts";
import { makeStandIn, type StandIn } from "../stand-in.ts";
import { createCalls, failedIn, whenSettled, type UserFunction } from "../user-call.ts";

/** For each key what `fn` makes of a running value and each of its elements in turn, as {@link Columns} or as pairs. */
export interface FoldBySpec extends WithKey {
  readonly kind: "foldBy";
  /** What is folded: the element, or the value of one that is a pair of a key and a value. */
  readonly of: "element" | "value";
  readonly fn: UserFunction;
  /** What the fold of each key starts from; its first element, if nothing. */
  readonly initial: StandIn | undefined;
  readonly result: "columns" | "entries";
}

interface FoldByState {
  readonly index: KeyIndex;
  /** By the number of the key. */
  readonly values: unknown[];
  /** The number of the key whose value `fn` is called for; -1 as long as the key is not known. */
  folded: number;
}

export const foldBy: SinkKind<FoldBySpec, FoldByState> = {
  createState: () => ({ index: new KeyIndex(), values: [], folded: -1 }),

  interpret(spec, { run, state }) {
    const { operation, fn, initial } = spec;
    const { index, values } = state;
    const itemOf = spec.of === "value" ? valueOfEntry : (element: unknown) => element;
    const fail = (error: unknown): unknown => failedIn(operation, run, error);
    const keep = (result: unknown): Outcome => {
      values[state.folded] = result;
      return undefined;
    };
    const call: UserFunction = (element) => fn(values[state.folded], itemOf(element));
    const folds = createCalls({ operation, run, call, accept: keep });
    const fold = (place: number, element: unknown): Outcome | Promise<Outcome> => {
      state.folded = place;
      return folds.push(element);
    };
    const begin = (place: number, element: unknown): Outcome | Promise<Outcome> => {
      if (initial === undefined) {
        values.push(itemOf(element));
        return undefined;
      }
      const foldFirst = (start: unknown): Outcome | Promise<Outcome> => {
        values.push(start);
        return fold(place, element);
      };
      const start = makeStandIn(initial);
      return isThenable(start) ? whenSettled(start, foldFirst, fail) : foldFirst(start);
    };
    const keys = createKeyCalls(spec, {
      run,
      accept(key, element) {
        const place = index.add(key);
        return place === values.length ? begin(place, element) : fold(place, element);
      },
    });
    return {
      push(element) {
        state.folded = -1;
        return keys.push(element);
      },
      settle: (result, element) =>
        state.folded < 0 ? keys.settle(result, element) : folds.settle(result, element),
    };
  },

  emit(spec, code) {
    const item = spec.of === "value" ? `${code.element}[1]` : code.element;
    const [folded, values] = [code.state("folded"), code.constant("values", `${code.ownState}.values`)];
    code.line(`${folded} = -1;`);
    const key = emitKey(spec, code);
    const place = emitPlace(code, key);
    const emitFold = (): void => {
      code.line(`${folded} = ${place};`);
      const call = `${code.user("fold", spec.fn)}(${values}[${folded}], ${item})`;
      code.line(`${values}[${folded}] = ${emitCall(code, { call })};`);
    };
    code.block(`if (${place} === ${values}.length)`, () => emitBegin(spec, code, { key, values, item }));
    if (spec.initial === undefined) code.block("else", emitFold);
    else emitFold();
  },

  finish({ result }, { state: { index, values } }) {
    if (values.length === 0) return result === "entries" ? [] : nothing;
    const { keys } = index;
    return result === "entries"
      ? packEntries({ keys, values })
      : ({ keys, values: toColumn(values) } satisfies Columns);
  },
};

interface BeginCode {
  readonly key: string;
  readonly values: string;
  readonly item: string;
}

/** Writes how the fold of a new key begins; where more has to be made for that than is at hand, the interpreter does. */
function emitBegin({ initial }: FoldBySpec, code: StepCode, { key, values, item }: BeginCode): void {
  if (initial === undefined) code.line(`${values}.push(${item});`);
  else if (initial.kind === "copy" && (typeof initial.value !== "object" || initial.value === null))
    code.line(`${values}.push(${code.constant("initial", `${code.spec}.initial.value`)});`);
  else code.leave({ kind: "settle", result: key });
}

function valueOfEntry(entry: unknown): unknown {
  return (entry as readonly [unknown, unknown])[1];
}
