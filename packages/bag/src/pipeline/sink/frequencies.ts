import { toColumn } from "../column.ts";
import type { PartialColumns } from "../columns.ts";
import { createKeyCalls, emitKey, emitPlace, needsKey, type WithKey } from "../element-key.ts";
import { KeyIndex } from "../key.ts";
import { nothing } from "../nothing.ts";
import type { SinkKind } from "../sink.ts";

/** How many elements there are of each key, as {@link PartialColumns}. */
export interface FrequenciesSpec extends WithKey {
  readonly kind: "frequencies";
}

/** What has been counted so far. */
export interface FrequenciesState {
  readonly index: KeyIndex;
  /** By the number of the key. */
  readonly counts: number[];
}

export const frequencies: SinkKind<FrequenciesSpec, FrequenciesState> = {
  createState: () => ({ index: new KeyIndex(), counts: [] }),

  needs: needsKey,

  interpret(spec, { run, state: { index, counts } }) {
    return createKeyCalls(spec, {
      run,
      accept(key) {
        const place = index.add(key);
        counts[place] = (counts[place] ?? 0) + 1;
        return undefined;
      },
    });
  },

  emit(spec, code) {
    const place = emitPlace(code, emitKey(spec, code));
    const counts = code.constant("counts", `${code.ownState}.counts`);
    code.line(`if (${place} === ${counts}.length) ${counts}.push(1);`);
    code.line(`else ${counts}[${place}] += 1;`);
  },

  finish: (_spec, { state }) => columnsOf(state) ?? nothing,
};

/** The columns of what has been counted; none where that is nothing. */
export function columnsOf({ index, counts }: FrequenciesState): PartialColumns<number> | undefined {
  if (counts.length === 0) return undefined;
  const before = counts.reduce((sum, count) => sum + count, 0);
  return { keys: index.keys, values: toColumn(counts), before, isMerged: true };
}
