import type { DotGroup, DotPlot } from "../report/plot.ts";
import type { CallCost, TypesMeasurement } from "./measure.ts";

/** Shows what each call costs the compiler. */
export function plotTypes({ typescript, bags, arrays }: TypesMeasurement): DotPlot {
  const group = (title: string, costs: readonly CallCost[], isOurs: boolean): DotGroup => ({
    title,
    dots: costs.map(({ name, first }) => ({ name, amount: first, isOurs })),
  });
  return {
    kind: "dots",
    title: "What do the types cost the compiler?",
    subtitle: `TypeScript ${typescript}; one more call in a program, on elements of a type it has not seen`,
    unit: "instantiations of types",
    scale: "linear",
    groups: [group("of a bag", bags, true), group("of an array", arrays, false)],
  };
}
