import { readFileSync } from "node:fs";
import { availableParallelism, cpus, release, totalmem, type } from "node:os";

/** What a benchmark ran on. */
export interface Machine {
  /** As its maker calls it. */
  readonly cpu: string;
  readonly cores: number;
  /** Bytes. */
  readonly memory: number;
  readonly os: string;
  readonly node: string;
}

/** Describes the machine that this runs on. */
export function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: availableParallelism(),
    memory: totalmem(),
    os: `${type()} ${release()}`,
    node: process.version,
  };
}

const measured = [
  "holdall",
  "itertools",
  "lodash",
  "msgpackr",
  "piscina",
  "poolifier",
  "tinypool",
  "typescript",
  "workerpool",
];

/** Reads the versions of what is measured; those of Node and of dask are in the results. */
export function readVersions(): Record<string, string> {
  return Object.fromEntries(measured.map((name) => [name, readVersion(name)]));
}

/** By its path: most packages do not export their package.json. */
function readVersion(name: string): string {
  const file = new URL(`../../node_modules/${name}/package.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
