import { nothing } from "../nothing.ts";
import type { SinkKind } from "../sink.ts";

/** The first element that no other is smaller, or greater, than. */
export interface ExtremeSpec {
  readonly kind: "extreme";
  readonly which: "min" | "max";
}

interface ExtremeState {
  best: unknown;
}

export const extreme: SinkKind<ExtremeSpec, ExtremeState> = {
  createState: () => ({ best: nothing }),

  interpret({ which }, { state }) {
    // `<` and `>` compare whatever the user's elements are: numbers, strings, dates, bigints.
    const isBetter: (a: number, b: number) => boolean = which === "min" ? (a, b) => a < b : (a, b) => a > b;
    return {
      push(element) {
        const { best } = state;
        if (best === nothing || isBetter(element as number, best as number)) state.best = element;
        return undefined;
      },
    };
  },

  emit({ which }, code) {
    const best = code.state("best");
    const isBetter = `${code.element} ${which === "min" ? "<" : ">"} ${best}`;
    code.block(`if (${best} === ${code.ours("nothing", nothing)} || ${isBetter})`, () =>
      code.line(`${best} = ${code.element};`),
    );
  },

  finish: (_spec, { state }) => state.best,
};
