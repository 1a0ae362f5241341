import { formatAmount } from "../format-amount.ts";
import { layOutTable } from "../text-table.ts";
import type { RoundTrips, TransportMeasurement } from "./measure.ts";

/** What the ways are called. */
export const wayNames: Readonly<Record<keyof RoundTrips["ms"], string>> = {
  holdall: "holdall, threads",
  structuredClone: "postMessage (structured clone)",
  v8: "v8.serialize, transferred",
  msgpackr: "msgpackr (records, moreTypes), transferred",
  json: "JSON, posted as a string",
};

/** Writes what transport costs, as a reader of a terminal wants it. */
export function formatMeasurement({ node, cores, payloads, views }: TransportMeasurement): string {
  return [
    "Data to a worker thread and back, in one piece",
    `Node ${node}, one worker on ${cores} cores; medians of warm runs`,
    "",
    layOutTable([
      ["", "ms", "MB/s", "times as fast as structured clone"],
      ...Object.entries(payloads).flatMap(([payload, trips]) => formatTrips(payload, trips)),
    ]),
    "",
    "MB: as V8 serializes it, there and back. holdall: the argument and the result of one delayed call.",
    "",
    `${formatMegabytes(views.data)} MB of Float64Array in ${views.count} views, mapped in threads and concatenated:`,
    `${formatMegabytes(views.peak)} MB at the peak, ${views.copies.toFixed(2)} copies of the data, the caller's own included.`,
    `Posted to the workers: ${formatMegabytes(views.posted.copied)} MB copied, ${formatMegabytes(views.posted.moved)} MB moved; ` +
      `back from them: ${formatMegabytes(views.posted.received)} MB.`,
  ].join("\n");
}

function formatTrips(payload: string, { bytes, ms }: RoundTrips): string[][] {
  return [
    [`${payload}, ${formatMegabytes(bytes)} MB`, "", "", ""],
    ...Object.entries(wayNames).map(([way, name]) => {
      const elapsed = ms[way as keyof typeof wayNames];
      if (elapsed === undefined) return [`  ${name}`, "–", "–", "–"];
      return [
        `  ${name}`,
        formatAmount(elapsed),
        ((2 * bytes) / 2 ** 20 / (elapsed / 1000)).toFixed(0),
        (ms.structuredClone / elapsed).toFixed(2),
      ];
    }),
  ];
}

function formatMegabytes(bytes: number): string {
  return formatAmount(bytes / 2 ** 20);
}
