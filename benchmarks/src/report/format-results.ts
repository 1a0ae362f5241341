import { describePromise } from "../target.ts";
import type { KeptResult, KeptTarget, Results } from "./results.ts";

/** Writes what was promised and what came of it as a page, with the machine and the versions. */
export function formatResults(results: Results): string {
  const all = Object.values(results).flatMap(({ output }) => output.targets);
  const circumstances = new Set(Object.values(results).map(describeCircumstances));
  const text = [
    "# Results",
    "Written by `npm run bench report`, not by hand; [Performance](../performance.md) says what it is about.",
    ...Array.from(circumstances, (described) => {
      const measured = Object.entries(results).filter(
        ([, kept]) => describeCircumstances(kept) === described,
      );
      const names = measured.map(([name, { date }]) => `${name} (${date.slice(0, 10)})`);
      return `Measured on ${described}: ${names.join(", ")}.`;
    }),
    `${all.filter(({ isMet }) => isMet).length} of ${all.length} targets are met.`,
    formatTable(
      ["benchmark", "target", "promised", "measured", ""],
      Object.entries(results).flatMap(([name, { output }]) =>
        output.targets.map((target) => formatTarget(name, target)),
      ),
    ),
  ];
  return `${text.join("\n\n")}\n`;
}

function describeCircumstances({ machine, versions }: KeptResult): string {
  const { cpu, cores, memory, os, node } = machine;
  const packages = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `${cpu}, ${cores} cores, ${(memory / 2 ** 30).toFixed(0)} GiB of memory, ${os}, Node ${node}, with ${packages.join(", ")}`;
}

function formatTarget(benchmark: string, target: KeptTarget): string[] {
  // What is not a number is null in JSON.
  const [measured, promised] = describePromise({ ...target, measured: target.measured ?? NaN });
  return [
    benchmark,
    target.name,
    promised.replace("promised: ", ""),
    measured,
    target.isMet ? "met" : "**missed**",
  ];
}

function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
