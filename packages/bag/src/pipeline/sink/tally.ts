import type { PartialColumns } from "../columns.ts";
import { KeyIndex } from "../key.ts";
import { nothing } from "../nothing.ts";
import type { SinkKind } from "../sink.ts";
import type { ElementFrequencies } from "../source/tallies.ts";
import { failedOn } from "../user-call.ts";
import { columnsOf, type FrequenciesState } from "./frequencies.ts";

/** What comes of {@link ElementFrequencies} where elements are their own keys: the same as of the elements themselves. */
export interface TallySpec {
  readonly kind: "tally";
  readonly operation: string;
  /** What `frequencies` or `distinct` comes to. */
  readonly result: "frequencies" | "distinct";
}

export const tally: SinkKind<TallySpec, FrequenciesState> = {
  createState: () => ({ index: new KeyIndex(), counts: [] }),

  interpret: ({ operation }, { run, state }) => ({
    push(portion) {
      try {
        addPortion(state, portion as ElementFrequencies);
      } catch (error) {
        throw failedOn(portion, { operation, run }, error);
      }
      return undefined;
    },
  }),

  emit(_spec, code) {
    code.line(`${code.ours("addPortion", addPortion)}(${code.ownState}, ${code.element});`);
  },

  finish({ result }, { state }) {
    const columns = columnsOf(state);
    if (columns === undefined) return nothing;
    return result === "frequencies"
      ? columns
      : ({ ...columns, values: columns.keys } satisfies PartialColumns<unknown>);
  },
};

function addPortion({ index, counts }: FrequenciesState, [elements, times]: ElementFrequencies): void {
  for (let i = 0; i < elements.length; i++) {
    const place = index.add(elements[i]);
    counts[place] = (counts[place] ?? 0) + times[i]!;
  }
}
