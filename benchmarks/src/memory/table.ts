import { formatAmount } from "../format-amount.ts";
import { layOutTable } from "../text-table.ts";
import type { MemoryMeasurement } from "./measure.ts";

/** Writes what work takes that has more data than memory, as a reader of a terminal wants it. */
export function formatMeasurement({ node, cores, groups, streamed, files }: MemoryMeasurement): string {
  const row = (what: string, { ms, peak }: { readonly ms: number; readonly peak: number }): string[] => [
    what,
    formatAmount(ms / 1000),
    formatAmount(inMB(peak)),
  ];
  return [
    "More data than memory, threads",
    `Node ${node} on ${cores} cores; processes that do nothing else, cold`,
    "",
    layOutTable([
      ["", "seconds", "MB at the peak", ""],
      [
        ...row(`groupBy of ${inMB(groups.bytes)} MB in ${inMB(groups.memoryLimit)} MB`, groups),
        `${formatAmount(inMB(groups.spilled))} MB in temporary files`,
      ],
      ...streamed.map((one) => [...row(`${inMB(one.bytes)} MB of text, map, filter, written`, one), ""]),
      ...files.map((one) => [
        ...row(`${one.files} files of a line, counted`, one),
        one.open === undefined ? "" : `${one.open} open at once`,
      ]),
    ]),
  ].join("\n");
}

function inMB(bytes: number): number {
  return bytes / 1e6;
}
