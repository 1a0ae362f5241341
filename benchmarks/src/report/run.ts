import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { benchmarks } from "../benchmarks.ts";
import { runProgram } from "../run-program.ts";
import { describeMachine, readVersions } from "./machine.ts";
import { readResults, writeResults, type BenchmarkOutput } from "./results.ts";
import { writePages } from "./write-pages.ts";

// Beside the sources: what is compiled is where the sources' folder is.
const folder = fileURLToPath(new URL("../../../docs/performance/", import.meta.url));
const program = new URL("../run.js", import.meta.url);

/**
 * Measures every benchmark, each in a process of its own, keeps what they found, and draws it. `--only auto` measures
 * one of them again (give it several times for several), `--draw` none.
 *
 * @throws for a name that no benchmark has, and when a benchmark fails; what was measured before is kept
 */
export async function runReport(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { only: { type: "string", multiple: true }, draw: { type: "boolean", default: false } },
  });
  mkdirSync(folder, { recursive: true });
  for (const name of values.draw ? [] : chooseBenchmarks(values.only)) await measure(name);
  const files = await writePages(folder, readResults(folder));
  console.log(`Wrote to ${folder}: ${files.join(", ")}`);
}

function chooseBenchmarks(only: readonly string[] | undefined): readonly string[] {
  const all = Object.keys(benchmarks);
  const unknown = only?.find((name) => !all.includes(name));
  if (unknown !== undefined) throw new Error(`Expected names of ${all.join(", ")}, got "${unknown}"`);
  return only ?? all;
}

/** Keeps what it found at once: the next benchmark may fail, or somebody may not want to wait for it. */
async function measure(name: string): Promise<void> {
  console.error(`\n${name}`);
  const output = await runProgram<BenchmarkOutput>(program, [name, "--json"]);
  const date = new Date().toISOString();
  const result = { date, machine: describeMachine(), versions: readVersions(), output };
  writeResults(folder, { ...readResults(folder), [name]: result });
}
