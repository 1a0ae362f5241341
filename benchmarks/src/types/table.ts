import { layOutTable } from "../text-table.ts";
import type { CallCost, TypesMeasurement } from "./measure.ts";

/** Writes what calls cost the compiler, as a reader of a terminal wants it. */
export function formatMeasurement({ typescript, bags, arrays }: TypesMeasurement): string {
  const row = ({ name, first, again }: CallCost): string[] => [name, first.toFixed(1), again.toFixed(1)];
  return [
    "Instantiations of types for one more call in a program",
    `TypeScript ${typescript}; counts, not times: the same on every machine`,
    "",
    layOutTable([
      ["of a bag", "on elements of a new type", "of a known type"],
      ...bags.map(row),
      ["of an array", "", ""],
      ...arrays.map(row),
    ]),
  ].join("\n");
}
