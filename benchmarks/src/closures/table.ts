import { formatAmount } from "../format-amount.ts";
import { layOutTable } from "../text-table.ts";
import type { ClosuresMeasurement, LoopMeasurement } from "./measure.ts";

/** Writes what captures cost, as a reader of a terminal wants it. */
export function formatMeasurement(measurement: ClosuresMeasurement): string {
  const { node, closures, first, warm, loops, heap } = measurement;
  const row = (name: string, ms: number): string[] => [
    name,
    formatAmount(ms),
    formatAmount((ms * 1000) / closures),
  ];
  return [
    `${closures} small closures over one module, each with a variable of its own`,
    `Node ${node}, one core; medians`,
    "",
    layOutTable([
      ["", "ms", "µs each"],
      row("serialize, the first of a process", first.all),
      ["  the very first", formatAmount(first.one), ""],
      row("serialize, one by one", warm.serialize),
      row("serialize, as one array", warm.serializeArray),
      row("  structuredClone of what they capture", warm.structuredClone),
      row("  v8.serialize of what they capture", warm.v8Serialize),
      row("  fn.toString(), which captures nothing", warm.toText),
      row("revive, one by one", warm.revive),
      row("revive, as one array", warm.reviveArray),
      row("  v8.deserialize of what they capture", warm.v8Deserialize),
    ]),
    "",
    layOutTable([
      ["code that is hot, around the captures", "before, ms", "after, ms", "times as fast"],
      formatLoop("loop over numbers", loops.numbers),
      formatLoop("loop over properties of captured objects", loops.properties),
    ]),
    "",
    `The heap grew by ${formatAmount(heap.growth / 1000)} kB over ${heap.captures} captures, ` +
      `${formatAmount(heap.growth / heap.captures)} bytes for each.`,
  ].join("\n");
}

function formatLoop(name: string, { before, after, speed }: LoopMeasurement): string[] {
  return [name, formatAmount(before), formatAmount(after), speed.toFixed(2)];
}
