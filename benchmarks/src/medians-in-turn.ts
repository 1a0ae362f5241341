import { median } from "./median.ts";

type Measure = () => number | Promise<number>;

/**
 * Measures all of them once, then all of them again, and so on: what else the machine does meanwhile hits all alike.
 *
 * @param rounds - how often each is measured
 * @param measures - by name
 * @returns the median of each
 */
export async function mediansInTurn<Measures extends Readonly<Record<string, Measure>>>(
  rounds: number,
  measures: Measures,
): Promise<{ [Name in keyof Measures]: number }> {
  const rows = Object.entries(measures).map(([name, measure]) => ({
    name,
    measure,
    measured: [] as number[],
  }));
  for (let round = 0; round < rounds; round++) {
    for (const { measure, measured } of rows) measured.push(await measure());
  }
  const medians = Object.fromEntries(rows.map(({ name, measured }) => [name, median(measured)]));
  return medians as { [Name in keyof Measures]: number };
}
