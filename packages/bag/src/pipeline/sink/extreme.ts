import { nothing } from "../nothing.ts";
import type { SinkInterpreter } from "../sink.ts";

/** The first element that no other is smaller, or greater, than. */
export interface ExtremeSpec {
  readonly kind: "extreme";
  readonly which: "min" | "max";
}

export const createExtreme: SinkInterpreter<ExtremeSpec> = ({ which }) => {
  let best: unknown = nothing;
  // `<` and `>` compare whatever the user's elements are: numbers, strings, dates, bigints.
  const isBetter: (a: number, b: number) => boolean = which === "min" ? (a, b) => a < b : (a, b) => a > b;
  return {
    push(element) {
      if (best === nothing || isBetter(element as number, best as number)) best = element;
      return undefined;
    },
    finish: () => best,
  };
};
