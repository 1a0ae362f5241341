import { writeFileSync } from "node:fs";
import path from "node:path";
import { drawPlot } from "./draw-plot.ts";
import { plots } from "./plots.ts";
import { formatResults } from "./format-results.ts";
import type { Results } from "./results.ts";

/**
 * Draws a plot of each result, and writes the page of the targets.
 *
 * @returns the names of the files
 */
export async function writePages(folder: string, results: Results): Promise<string[]> {
  const files: string[] = [];
  const write = (name: string, text: string): void => {
    writeFileSync(path.join(folder, name), text);
    files.push(name);
  };
  for (const [name, { output }] of Object.entries(results)) {
    const plot = plots[name];
    if (plot === undefined) throw new Error(`Nobody has said how to draw ${name}: add it to plots.ts`);
    write(`${name}.svg`, await drawPlot(plot(output as never)));
  }
  write("results.md", formatResults(results));
  return files;
}
