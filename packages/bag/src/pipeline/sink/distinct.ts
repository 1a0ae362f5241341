import { toColumn } from "../column.ts";
import type { PartialColumns } from "../columns.ts";
import { createKeyCalls, emitKey, emitPlace, needsKey, type WithKey } from "../element-key.ts";
import { KeyIndex } from "../key.ts";
import { needsElements } from "../need.ts";
import { nothing } from "../nothing.ts";
import type { SinkKind } from "../sink.ts";

/** Each key, and for it the first element that has it or, again, the key, as {@link PartialColumns}. */
export interface DistinctSpec extends WithKey {
  readonly kind: "distinct";
  readonly keeps: "element" | "key";
}

interface DistinctState {
  readonly index: KeyIndex;
  /** By the number of the key, where elements are kept. */
  readonly elements: unknown[];
  /** How many elements there were. */
  count: number;
}

export const distinct: SinkKind<DistinctSpec, DistinctState> = {
  createState: () => ({ index: new KeyIndex(), elements: [], count: 0 }),

  needs: (spec) => (spec.keeps === "key" ? needsKey(spec) : needsElements),

  interpret(spec, { run, state }) {
    const { index, elements } = state;
    return createKeyCalls(spec, {
      run,
      accept(key, element) {
        const place = index.add(key);
        state.count += 1;
        if (spec.keeps === "element" && place === elements.length) elements.push(element);
        return undefined;
      },
    });
  },

  emit(spec, code) {
    const place = emitPlace(code, emitKey(spec, code));
    code.line(`${code.state("count")} += 1;`);
    if (spec.keeps === "key") return;
    const elements = code.constant("elements", `${code.ownState}.elements`);
    code.line(`if (${place} === ${elements}.length) ${elements}.push(${code.element});`);
  },

  finish({ keeps }, { state: { index, elements, count } }) {
    if (count === 0) return nothing;
    const { keys } = index;
    // The same column twice is sent once.
    const values = keeps === "key" ? keys : toColumn(elements);
    return { keys, values, before: count, isMerged: true } satisfies PartialColumns<unknown>;
  },
};
