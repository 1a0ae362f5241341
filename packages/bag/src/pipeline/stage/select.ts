import type { CallArgument } from "../call-arguments.ts";
import { fromColumn } from "../column.ts";
import type { Columns } from "../columns.ts";
import { KeyIndex } from "../key.ts";
import type { PipelineRun } from "../pipeline-run.ts";
import type { StageKind } from "../stage.ts";
import { createSpread, createSpreadState, emitSpread, type SpreadState } from "./flatten.ts";

/** Pushes, of elements that are {@link Columns}, the values whose key is among certain others, or is not. */
export interface SelectSpec {
  readonly kind: "select";
  readonly operation: string;
  /** Whether those are pushed whose key is among the others. */
  readonly keep: boolean;
  /** An array of the {@link Columns} with the other keys. */
  readonly args: readonly [CallArgument & { readonly kind: "broadcast" }];
}

interface SelectState extends SpreadState {
  readonly others: KeyIndex;
}

export const select: StageKind<SelectSpec, SelectState> = {
  createState: (spec, run) => ({ ...createSpreadState(), others: indexOthers(spec, run) }),

  interpret({ operation, keep }, next, { run, state }) {
    const { push, goOn } = createSpread({ operation, what: "the element" }, next, { run, state });
    return { push: (columns) => push(selectValues(columns as Columns, state.others, keep)), goOn };
  },

  emit(_spec, code) {
    const selected = code.name("selected");
    const others = code.constant("others", `${code.ownState}.others`);
    const keep = code.constant("keep", `${code.spec}.keep`);
    const select = code.ours("selectValues", selectValues);
    code.line(`const ${selected} = ${select}(${code.element}, ${others}, ${keep});`);
    emitSpread(code, selected);
  },
};

function indexOthers({ args: [{ slot }] }: SelectSpec, { inputs }: PipelineRun): KeyIndex {
  const others = new KeyIndex();
  for (const { keys } of inputs[slot] as readonly Columns[]) for (const key of keys) others.add(key);
  return others;
}

function selectValues({ keys, values }: Columns, others: KeyIndex, keep: boolean): unknown[] {
  return fromColumn(values).filter((_, place) => (others.find(keys[place]) !== undefined) === keep);
}
