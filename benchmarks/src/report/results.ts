import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Target } from "../target.ts";
import type { Machine } from "./machine.ts";

/** A target as JSON holds it. */
export type KeptTarget = Omit<Target, "measured"> & {
  /** Null where it was not measured. */
  readonly measured: number | null;
};

/** What a benchmark prints for programs. */
export interface BenchmarkOutput {
  readonly targets: readonly KeptTarget[];
}

/** What a benchmark found, and where. */
export interface KeptResult {
  /** When it had been measured, as ISO 8601 writes it. */
  readonly date: string;
  readonly machine: Machine;
  /** Of the packages that were measured, by name. */
  readonly versions: Readonly<Record<string, string>>;
  readonly output: BenchmarkOutput;
}

/** The last result of each benchmark, by its name. */
export type Results = Readonly<Record<string, KeptResult>>;

const fileName = "results.json";

/** Reads what was kept; nothing where nothing has been measured yet. */
export function readResults(folder: string): Results {
  const file = path.join(folder, fileName);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Results) : {};
}

/** Keeps results, in the order of their names. */
export function writeResults(folder: string, results: Results): void {
  const sorted = Object.fromEntries(Object.entries(results).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(path.join(folder, fileName), `${JSON.stringify(sorted, null, 2)}\n`);
}
