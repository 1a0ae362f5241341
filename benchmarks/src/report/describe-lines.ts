import type { TopLevelSpec } from "vega-lite";
import { formatAmount } from "../format-amount.ts";
import type { LinePlot } from "./plot.ts";

type Panels = Extract<TopLevelSpec, { vconcat: unknown }>["vconcat"];

const colours = ["#1764c0", "#e08214", "#8a8a8a", "#5aae61"];

/** Describes a panel for each unit, over the same sizes. */
export function describeLines({ size, panels }: LinePlot): Panels {
  return panels.map(({ unit, lines }) => {
    const names = lines.map(({ name }) => name);
    const sizes = lines[0]!.points.map(([pointSize]) => pointSize);
    return {
      width: 520,
      height: 240,
      data: {
        // The first line is drawn last, above the others.
        values: lines.toReversed().flatMap(({ name, points, isLabelled }) =>
          points.map(([pointSize, amount]) => ({
            name,
            size: pointSize,
            amount,
            label: isLabelled ? formatAmount(amount) : "",
          })),
        ),
      },
      encoding: {
        x: {
          field: "size",
          type: "quantitative",
          title: size,
          scale: { type: "log", nice: false, domain: [sizes[0]! / 1.3, sizes.at(-1)! * 1.3] },
          axis: { values: sizes, format: "," },
        },
        y: { field: "amount", type: "quantitative", title: unit, scale: { type: "log", nice: true } },
        color: {
          field: "name",
          type: "nominal",
          title: null,
          scale: { domain: names, range: colours.slice(0, names.length) },
          legend: names.length > 1 ? { orient: "top" } : null,
        },
      },
      layer: [
        { mark: { type: "line", point: { size: 60 }, strokeWidth: 2 } },
        {
          mark: { type: "text", dy: -12, fontSize: 12 },
          encoding: { text: { field: "label", type: "nominal" } },
        },
      ],
    };
  });
}
