import { formatAmount } from "./format-amount.ts";
import { layOutTable } from "./text-table.ts";

type Amount = "µs" | "ms" | "kB" | "MB" | "instantiations";
type Ratio = "times as long" | "times as many" | "copies";

/** Something that holdall promises, and what was measured of it. */
export interface Target {
  readonly name: string;
  /** Amounts: below the limit; ratios: at most the limit; `"times"`: as fast, at least the limit. */
  readonly unit: Amount | Ratio | "times";
  readonly limit: number;
  readonly measured: number;
  readonly isMet: boolean;
}

/** A promise to need less than the limit. */
export function below(unit: Amount, name: string, limit: number, measured: number | undefined): Target {
  return { name, unit, limit, measured: measured ?? NaN, isMet: (measured ?? NaN) < limit };
}

/** A promise to need no more than so many times what something else needs. */
export function atMost(unit: Ratio, name: string, limit: number, measured: number): Target {
  return { name, unit, limit, measured, isMet: measured <= limit };
}

/** A promise to be so many times as fast as something else, or more. */
export function atLeast(name: string, limit: number, measured: number): Target {
  return { name, unit: "times", limit, measured, isMet: measured >= limit };
}

/** Writes what was promised and what came of it, a line for each. */
export function formatTargets(targets: readonly Target[]): string {
  const missed = targets.filter(({ isMet }) => !isMet).length;
  return [
    layOutTable(
      targets.map(({ name, unit, limit, measured, isMet }) => [
        `${isMet ? "met   " : "MISSED"}  ${name}`,
        ...describePromise({ unit, limit, measured }),
      ]),
    ),
    missed === 0 ? "Every target is met." : `${missed} of ${targets.length} targets are missed.`,
  ].join("\n");
}

/** Writes what was measured, and what is promised of it. */
export function describePromise({
  unit,
  limit,
  measured,
}: Pick<Target, "unit" | "limit" | "measured">): [measured: string, promise: string] {
  switch (unit) {
    case "times":
      return [`${measured.toFixed(2)} times as fast`, `promised: at least ${limit}`];
    case "times as long":
    case "times as many":
    case "copies":
      return [`${measured.toFixed(3)} ${unit}`, `promised: at most ${limit}`];
    default:
      return [`${formatAmount(measured)} ${unit}`, `promised: under ${limit} ${unit}`];
  }
}
