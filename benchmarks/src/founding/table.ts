import { formatAmount } from "../format-amount.ts";
import { layOutTable } from "../text-table.ts";
import { dask } from "./dask.ts";
import { sampled, type FoundingMeasurement, type FunctionMeasurement } from "./measure.ts";

/** Writes the reference table, as a reader of a terminal wants it. */
export function formatMeasurement(measurement: FoundingMeasurement): string {
  const { node, cores, workers, cells, chunks, build, trivial, slow } = measurement;
  return [
    `The founding case: two arrays of ${cells} cells, ${chunks} chunks, mapped and concatenated`,
    `Node ${node}, ${workers} workers on ${cores} cores; medians, times in ms`,
    "",
    layOutTable([
      ["", "cold", "warm", "direct / cold", "direct / warm"],
      ["describe the work (lazy)", "", formatAmount(build), "", ""],
      ["  dask.bag publishes", "", formatAmount(dask.build), "", ""],
      ...formatFunction("trivial function", trivial, dask.trivial),
      ...formatFunction("function of 20 ms a cell", slow, dask.slow),
    ]),
    "",
    "cold: the first run on a new pool, its start included. direct: the plain call on the whole array.",
    "warm: runs on a pool that has run before; the median of 100, as V8 takes some 30 to compile all of it.",
    "Processes are started without NODE_EXTRA_CA_CERTS, which takes Node 20 and 22 some 30 ms to read, each time.",
    `sync and async wait for each call of 20 ms in turn: measured on a ${sampled}th of the cells, times ${sampled}.`,
    "dask.bag's figures were measured on 4 cores, beside its own direct loop.",
  ].join("\n");
}

function formatFunction(
  name: string,
  { direct, on }: FunctionMeasurement,
  published: { readonly direct: number; readonly processes: number },
): string[][] {
  return [
    [name, "", "", "", ""],
    ["  direct", "", formatAmount(direct), "", ""],
    ...Object.entries(on).map(([scheduler, { cold, warm }]) => [
      `  ${scheduler}`,
      cold === undefined ? "–" : formatAmount(cold),
      formatAmount(warm),
      cold === undefined ? "–" : formatRatio(direct / cold),
      formatRatio(direct / warm),
    ]),
    ["  dask.bag publishes: direct", "", formatAmount(published.direct), "", ""],
    [
      "  dask.bag publishes: processes",
      formatAmount(published.processes),
      "",
      formatRatio(published.direct / published.processes),
      "",
    ],
  ];
}

function formatRatio(ratio: number): string {
  return ratio < 0.095 ? ratio.toPrecision(1) : ratio.toFixed(2);
}
