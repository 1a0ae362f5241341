import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { runProgram } from "../run-program.ts";
import type { GroupedRecords } from "./programs/group-records.ts";
import type { ReadFiles } from "./programs/read-files.ts";
import type { StreamedText } from "./programs/stream-text.ts";
import { smallSize, type GroupsSize, type MemorySize } from "./sizes.ts";
import { users, writeRecords, writeTinyFiles } from "./write-records.ts";

/** All that the table shows. */
export interface MemoryMeasurement {
  readonly node: string;
  readonly cores: number;
  readonly groups: GroupedRecords & GroupsSize;
  /** All records in one group, which is iterated. */
  readonly oneGroup: GroupedRecords & GroupsSize;
  /** By amount of text. */
  readonly streamed: readonly (StreamedText & { readonly bytes: number })[];
  /** By number of files. */
  readonly files: readonly (ReadFiles & { readonly files: number })[];
}

/**
 * Measures the memory of processes that have more data than that.
 *
 * @param report - is told what is measured next
 * @throws if a result is wrong
 */
export async function measureMemory(
  report: (step: string) => void,
  size: MemorySize = smallSize,
): Promise<MemoryMeasurement> {
  const folder = mkdtempSync(path.join(tmpdir(), "holdall-bench-"));
  try {
    return {
      node: process.version,
      cores: availableParallelism(),
      ...(await measureGroups(report, folder, size.groups)),
      streamed: await measureStreams(report, folder, size.streamed),
      files: await measureFiles(report, folder, size.files),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// V8 gives young objects more and more room as a thread goes on, up to 96 MB for each worker whatever the data: with that,
// what is measured would be for how long it has run.
const fixedYoungSpace = ["--max-semi-space-size=4"];

async function measureGroups(
  report: (step: string) => void,
  folder: string,
  { bytes, memoryLimit }: GroupsSize,
): Promise<Pick<MemoryMeasurement, "groups" | "oneGroup">> {
  const file = path.join(folder, "records.jsonl");
  const records = writeRecords(file, bytes);
  const measure = async (by: "user" | "all", most: number): Promise<MemoryMeasurement["groups"]> => {
    const args = [file, String(memoryLimit), by];
    const found = await runProgram<GroupedRecords>(programOf("group-records"), args);
    if (found.records !== records || found.groups > most)
      throw new Error(`${found.records} of ${records} records are in ${found.groups} groups`);
    return { ...found, bytes, memoryLimit };
  };
  report(`how ${inMB(bytes)} MB of records are grouped`);
  const groups = await measure("user", users);
  report(`how one group of ${inMB(bytes)} MB of records is iterated`);
  const oneGroup = await measure("all", 1);
  rmSync(file);
  return { groups, oneGroup };
}

async function measureStreams(
  report: (step: string) => void,
  folder: string,
  sizes: readonly number[],
): Promise<MemoryMeasurement["streamed"]> {
  const rows: (StreamedText & { readonly bytes: number })[] = [];
  const warmUp = path.join(folder, "warm-up.txt");
  writeRecords(warmUp, Math.min(...sizes));
  for (const bytes of sizes) {
    report(`how ${inMB(bytes)} MB of text are read, filtered and written`);
    const [file, output] = [path.join(folder, "lines.txt"), path.join(folder, "written")];
    writeRecords(file, bytes);
    const args = [warmUp, file, output];
    const runs: StreamedText[] = [];
    for (let run = 0; run < 5; run++)
      runs.push(await runProgram<StreamedText>(programOf("stream-text"), args, fixedYoungSpace));
    const [, , middle] = runs.sort((one, other) => one.usual - other.usual);
    rows.push({ ...middle!, bytes });
    if (readdirSync(output).length === 0) throw new Error("Nothing was written");
    rmSync(output, { recursive: true });
  }
  return rows;
}

async function measureFiles(
  report: (step: string) => void,
  folder: string,
  counts: readonly number[],
): Promise<MemoryMeasurement["files"]> {
  const rows: (ReadFiles & { readonly files: number })[] = [];
  for (const files of counts) {
    report(`how ${files} files of a line are read`);
    const own = path.join(folder, String(files));
    mkdirSync(own);
    writeTinyFiles(own, files);
    const found = await runProgram<ReadFiles>(programOf("read-files"), [own], fixedYoungSpace);
    if (found.lines !== files) throw new Error(`${found.lines} lines were read of ${files}`);
    rows.push({ ...found, files });
    rmSync(own, { recursive: true });
  }
  return rows;
}

function programOf(name: string): URL {
  return new URL(`./programs/${name}.js`, import.meta.url);
}

function inMB(bytes: number): number {
  return Math.round(bytes / 1e6);
}
