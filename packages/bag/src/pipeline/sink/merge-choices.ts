import { noChoiceError } from "../../errors.ts";
import { createMerging } from "../merging.ts";
import { nothing } from "../nothing.ts";
import type { SinkKind } from "../sink.ts";
import type { Choices } from "./choices.ts";

/** The choices from all that the elements are {@link Choices} from; in the last step as the array of their elements. */
export interface MergeChoicesSpec {
  readonly kind: "mergeChoices";
  readonly size: number;
  readonly isLast: boolean;
}

export const mergeChoices: SinkKind<MergeChoicesSpec, Choices> = createMerging({
  createState: (): Choices => ({ choices: [] }),

  merge(state, { choices }) {
    state.choices =
      state.choices.length === 0
        ? choices
        : state.choices.map((choice, i) => (choices[i]!.key < choice.key ? choices[i]! : choice));
  },

  finish({ size, isLast }, { choices }) {
    if (!isLast) return choices.length === 0 ? nothing : { choices };
    if (choices.length < size) throw noChoiceError(size);
    return choices.map(({ element }) => element);
  },
});
