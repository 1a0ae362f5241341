import { layOutTable } from "../text-table.ts";
import { dask } from "./dask.ts";
import { sampled, type FoundingMeasurement, type FunctionMeasurement } from "./measure.ts";
import type { Target } from "./targets.ts";

/** Writes the reference table, as a reader of a terminal wants it. */
export function formatMeasurement(measurement: FoundingMeasurement): string {
  const { node, cores, workers, cells, chunks, build, trivial, slow } = measurement;
  return [
    `The founding case: two arrays of ${cells} cells, ${chunks} chunks, mapped and concatenated`,
    `Node ${node}, ${workers} workers on ${cores} cores; medians, times in ms`,
    "",
    layOutTable([
      ["", "cold", "warm", "direct / cold", "direct / warm"],
      ["describe the work (lazy)", "", formatMs(build), "", ""],
      ["  dask.bag publishes", "", formatMs(dask.build), "", ""],
      ...formatFunction("trivial function", trivial, dask.trivial),
      ...formatFunction("function of 20 ms a cell", slow, dask.slow),
    ]),
    "",
    "cold: the first run on a new pool, its start included. direct: the plain call on the whole array.",
    "Processes are started without NODE_EXTRA_CA_CERTS, which takes Node 20 and 22 some 30 ms to read, each time.",
    `sync and async wait for each call of 20 ms in turn: measured on a ${sampled}th of the cells, times ${sampled}.`,
    "dask.bag's figures were measured on 4 cores, beside its own direct loop.",
  ].join("\n");
}

/** Writes what was promised and what came of it, a line for each. */
export function formatTargets(targets: readonly Target[]): string {
  const missed = targets.filter(({ isMet }) => !isMet).length;
  return [
    layOutTable(
      targets.map(({ name, unit, limit, measured, isMet }) => [
        `${isMet ? "met   " : "MISSED"}  ${name}`,
        unit === "ms" ? `${formatMs(measured)} ms` : `${measured.toFixed(2)} times faster`,
        unit === "ms" ? `promised: under ${limit} ms` : `promised: at least ${limit}`,
      ]),
    ),
    missed === 0 ? "Every target is met." : `${missed} of ${targets.length} targets are missed.`,
  ].join("\n");
}

function formatFunction(
  name: string,
  { direct, on }: FunctionMeasurement,
  published: { readonly direct: number; readonly processes: number },
): string[][] {
  return [
    [name, "", "", "", ""],
    ["  direct", "", formatMs(direct), "", ""],
    ...Object.entries(on).map(([scheduler, { cold, warm }]) => [
      `  ${scheduler}`,
      cold === undefined ? "–" : formatMs(cold),
      formatMs(warm),
      cold === undefined ? "–" : formatRatio(direct / cold),
      formatRatio(direct / warm),
    ]),
    ["  dask.bag publishes: direct", "", formatMs(published.direct), "", ""],
    [
      "  dask.bag publishes: processes",
      formatMs(published.processes),
      "",
      formatRatio(published.direct / published.processes),
      "",
    ],
  ];
}

function formatMs(ms: number): string {
  if (ms < 1) return ms.toFixed(3);
  return ms < 100 ? ms.toFixed(1) : ms.toFixed(0);
}

function formatRatio(ratio: number): string {
  return ratio < 0.095 ? ratio.toPrecision(1) : ratio.toFixed(2);
}
