import type { TopLevelSpec } from "vega-lite";
import { formatAmount } from "../format-amount.ts";
import type { DotGroup, DotPlot } from "./plot.ts";

type Panels = Extract<TopLevelSpec, { vconcat: unknown }>["vconcat"];

const colours = { holdall: "#1764c0", others: "#8a8a8a" } as const;
const pixelsOfLetter = 6.6;

/** Describes a row for each name: a line from the axis to a dot, with its amount written beside it. */
export function describeDots({ unit, scale, groups }: DotPlot): Panels {
  const longest = Math.max(...groups.flatMap(({ dots }) => dots.map(({ name }) => name.length)));
  return groups.map((group) => {
    const [from, to] = chooseDomain(scale, scale === "linear" ? groups : [group]);
    const x = {
      field: "amount",
      type: "quantitative" as const,
      title: unit,
      scale: { type: scale, domain: [from, to], nice: false },
    };
    const extent = longest * pixelsOfLetter; // the same in every group, so that their axes stand in one line
    const axis = {
      title: null,
      minExtent: extent,
      maxExtent: extent,
      labelLimit: 0,
      labelPadding: 8,
      ticks: false,
    };
    const colour = {
      field: "whose",
      type: "nominal" as const,
      title: null,
      scale: { domain: Object.keys(colours), range: Object.values<string>(colours) },
      legend: { orient: "top" as const }, // one for all groups
    };
    return {
      title: { text: group.title, anchor: "start", fontSize: 13 },
      width: 480,
      height: { step: 24 },
      data: {
        values: group.dots.map(({ name, amount, isOurs }) => ({
          name,
          amount,
          label: formatAmount(amount),
          whose: isOurs ? "holdall" : "others",
        })),
      },
      encoding: { y: { field: "name", type: "nominal", sort: null, axis } },
      layer: [
        {
          mark: { type: "rule", strokeWidth: 3, opacity: 0.35 },
          encoding: { x, x2: { datum: from }, color: colour },
        },
        { mark: { type: "circle", size: 110, opacity: 1 }, encoding: { x, color: colour } },
        {
          mark: { type: "text", align: "left", dx: 10, fontSize: 12 },
          encoding: { x, text: { field: "label", type: "nominal" } },
        },
      ],
    };
  });
}

/** Leaves room to the right for what is written beside the dots. */
function chooseDomain(scale: DotPlot["scale"], groups: readonly DotGroup[]): [from: number, to: number] {
  const amounts = groups.flatMap(({ dots }) => dots.map(({ amount }) => amount));
  const [least, most] = [Math.min(...amounts), Math.max(...amounts)];
  if (scale === "linear") return [0, 1.12 * most];
  const from = 10 ** Math.floor(Math.log10(least / 1.2));
  return [from, most * (most / from) ** 0.12];
}
