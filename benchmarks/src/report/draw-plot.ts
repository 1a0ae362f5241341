import { Warn, View, logger, parse } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { describeDots } from "./describe-dots.ts";
import { describeLines } from "./describe-lines.ts";
import type { Plot } from "./plot.ts";

/** Draws a plot as SVG, the same text for the same plot. It is on white, to be read on dark pages too. */
export async function drawPlot(plot: Plot): Promise<string> {
  const { title, subtitle } = plot;
  const specification: TopLevelSpec = {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    background: "white",
    padding: 16,
    title: { text: title, subtitle: wrap(subtitle, 75), anchor: "start", frame: "bounds", offset: 16 },
    config: {
      font: "system-ui, sans-serif",
      view: { stroke: null },
      axis: {
        labelFontSize: 12,
        titleFontSize: 12,
        titleFontWeight: "normal",
        gridColor: "#eee",
        tickCount: 6,
      },
      legend: { labelFontSize: 12 },
      title: { fontSize: 16, subtitleFontSize: 12, subtitleColor: "#555", subtitlePadding: 6 },
    },
    vconcat: plot.kind === "dots" ? describeDots(plot) : describeLines(plot),
  };
  const view = new View(parse(compile(specification).spec), { renderer: "none", logger: logger(Warn) });
  try {
    return `${await view.toSVG()}\n`;
  } finally {
    view.finalize();
  }
}

/** Breaks a text into lines of so many letters, or of one word that is longer. */
function wrap(text: string, letters: number): string[] {
  return text.split(" ").reduce<string[]>((lines, word) => {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > letters) return [...lines, word];
    return [...lines.slice(0, -1), `${line} ${word}`];
  }, []);
}
