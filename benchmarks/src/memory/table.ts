import { formatAmount } from "../format-amount.ts";
import { layOutTable } from "../text-table.ts";
import type { MemoryMeasurement } from "./measure.ts";

interface RowOfTable {
  readonly ms: number;
  readonly peak: number;
  readonly usual?: number;
}

/** Writes what work takes that has more data than memory, as a reader of a terminal wants it. */
export function formatMeasurement({
  node,
  cores,
  groups,
  oneGroup,
  streamed,
  files,
}: MemoryMeasurement): string {
  const row = (what: string, { ms, peak, usual }: RowOfTable): string[] => [
    what,
    formatAmount(ms / 1000),
    formatAmount(inMB(peak)),
    usual === undefined ? "" : formatAmount(inMB(usual)),
  ];
  return [
    "More data than memory, threads",
    `Node ${node} on ${cores} cores; processes that do nothing else, cold`,
    "",
    layOutTable([
      ["", "seconds", "MB at the peak", "MB mostly", ""],
      [
        ...row(`groupBy of ${inMB(groups.bytes)} MB in ${inMB(groups.memoryLimit)} MB`, groups),
        inFiles(groups),
      ],
      [
        ...row(`one group of ${inMB(oneGroup.bytes)} MB in ${inMB(oneGroup.memoryLimit)} MB`, oneGroup),
        inFiles(oneGroup),
      ],
      ...streamed.map((one) => [...row(`${inMB(one.bytes)} MB of text, map, filter, written`, one), ""]),
      ...files.map((one) => [
        ...row(`${one.files} files of a line, counted`, one),
        one.open === undefined ? "" : `${one.open} open at once`,
      ]),
    ]),
    "",
    "one group: of all records, as an iterable",
    "mostly: the median of the later half of the time, as collections of garbage make memory go up and down",
    "text: the middle one of five runs, in processes that have gone through the smaller one ten times before",
    "text and files: with a fixed room of 4 MB for young objects, which V8 else lets grow to 96 MB for each worker",
  ].join("\n");
}

function inFiles({ spilled }: MemoryMeasurement["groups"]): string {
  return `${formatAmount(inMB(spilled))} MB in temporary files`;
}

function inMB(bytes: number): number {
  return bytes / 1e6;
}
