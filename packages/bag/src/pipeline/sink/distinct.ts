import type { CallArgument } from "../call-arguments.ts";
import { toColumn } from "../column.ts";
import type { Columns, PartialColumns } from "../columns.ts";
import { createKeyCalls, emitKey, emitPlace, needsKey, type WithKey } from "../element-key.ts";
import { KeyIndex } from "../key.ts";
import { keySetOf } from "../key-set.ts";
import { needsElements } from "../need.ts";
import { nothing } from "../nothing.ts";
import type { PipelineRun } from "../pipeline-run.ts";
import type { SinkKind } from "../sink.ts";

/** Each key, and for it the first element that has it or, again, the key, as {@link PartialColumns}. */
export interface DistinctSpec extends WithKey {
  readonly kind: "distinct";
  readonly keeps: "element" | "key";
  /** Which keys: all, or those that are, or are not, among the keys of certain {@link Columns}. */
  readonly which: "all" | "common" | "own";
  /** The columns, where not all keys are wanted. */
  readonly args: readonly [] | readonly [CallArgument & { readonly kind: "broadcast" }];
}

interface DistinctState {
  readonly index: KeyIndex;
  /** By the number of the key, where elements are kept. */
  readonly elements: unknown[];
  /** How many elements with such keys there were. */
  count: number;
  /** Where not all keys are wanted. */
  readonly others: Pick<KeyIndex, "find"> | undefined;
}

export const distinct: SinkKind<DistinctSpec, DistinctState> = {
  createState: (spec, run) => ({
    index: new KeyIndex(),
    elements: [],
    count: 0,
    others: othersOf(spec, run),
  }),

  needs: (spec) => (spec.keeps === "key" ? needsKey(spec) : needsElements),

  interpret(spec, { run, state }) {
    const { index, elements, others } = state;
    return createKeyCalls(spec, {
      run,
      accept(key, element) {
        if (others !== undefined && (others.find(key) !== undefined) !== (spec.which === "common")) return;
        const place = index.add(key);
        state.count += 1;
        if (spec.keeps === "element" && place === elements.length) elements.push(element);
        return undefined;
      },
    });
  },

  emit(spec, code) {
    const key = emitKey(spec, code);
    const emitAdd = (): void => {
      const place = emitPlace(code, key);
      code.line(`${code.state("count")} += 1;`);
      if (spec.keeps === "key") return;
      const elements = code.constant("elements", `${code.ownState}.elements`);
      code.line(`if (${place} === ${elements}.length) ${elements}.push(${code.element});`);
    };
    if (spec.which === "all") emitAdd();
    else {
      const found = `${code.constant("others", `${code.ownState}.others`)}.find(${key})`;
      code.block(`if (${found} ${spec.which === "common" ? "!==" : "==="} undefined)`, emitAdd);
    }
  },

  finish({ keeps }, { state: { index, elements, count } }) {
    if (count === 0) return nothing;
    const { keys } = index;
    // The same column twice is sent once.
    const values = keeps === "key" ? keys : toColumn(elements);
    return { keys, values, before: count, isMerged: true } satisfies PartialColumns<unknown>;
  },
};

function othersOf({ args: [others] }: DistinctSpec, { inputs }: PipelineRun): DistinctState["others"] {
  return others && keySetOf(inputs[others.slot] as Columns);
}
