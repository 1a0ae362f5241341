import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { median, time } from "../median.ts";
import { mediansInTurn } from "../medians-in-turn.ts";
import { runDask } from "../run-dask.ts";
import { runProgram } from "../run-program.ts";
import type { Done } from "./done.ts";
import type { Fields, JobName } from "./jobs.ts";
import { writeRecords, writeText } from "./write-inputs.ts";

/** Milliseconds of what is done once more in one process, medians. */
export interface AgainTimings {
  readonly "sync, again": number;
  /** Where workers are there. */
  readonly "threads, again": number;
  /** By threads made by hand, which do nothing with what they read: no program takes less. */
  readonly "only read, one thread": number;
  readonly "only read, threads": number;
}

/** Milliseconds of one job, medians of processes that do nothing else. */
export interface JobTimings extends Partial<AgainTimings> {
  readonly sync: number;
  readonly threads: number;
  readonly processes: number;
  /** A program for one thread. */
  readonly "by hand": number;
  /** Only for `lines`: the lines that Node's readline gives; and `wc -l`, where there is one. */
  readonly readline?: number;
  readonly wc?: number;
}

/** All that the table shows. */
export interface FilesMeasurement {
  readonly node: string;
  readonly cores: number;
  readonly workers: number;
  /** Bytes of the file, by job. */
  readonly bytes: Readonly<Record<JobName, number>>;
  readonly jobs: Readonly<Record<JobName, JobTimings>>;
  /** Undefined where it is not installed. */
  readonly dask: DaskFiles | undefined;
}

/** Milliseconds, medians, with processes. */
interface DaskFiles {
  readonly version: string;
  readonly jobs: Readonly<Record<JobName, number>>;
}

/** What is measured. */
export interface FilesSize {
  /** Of each file that is made up. */
  readonly megabytes: number;
  readonly rounds: number;
  /** Files of the user, instead of those that are made up. */
  readonly text?: string | undefined;
  readonly records?: string | undefined;
  readonly fields: Fields;
  /** Whether dask.bag is measured too, where it is installed. @default true */
  readonly isBesideDask?: boolean;
}

const workers = 2;
// In each round, of what takes no longer than workers take to start.
const timesAgain = 15;
const jobNames = ["lines", "words", "records"] as const;

/**
 * Measures what is done with large files, beside programs that are written by hand, and the tools there are.
 *
 * @param report - is told what is measured next
 * @throws if a result is not that of the program written by hand
 */
export async function measureFiles(
  report: (step: string) => void,
  { megabytes, rounds, fields, isBesideDask = true, ...own }: FilesSize,
): Promise<FilesMeasurement> {
  const folder = mkdtempSync(path.join(tmpdir(), "holdall-files-"));
  try {
    const make = (name: string, write: typeof writeText): string => {
      report(`nothing yet: ${megabytes} MB of ${name} are written`);
      const file = path.join(folder, name);
      write(file, megabytes * 2 ** 20);
      return file;
    };
    const text = own.text ?? make("text", writeText);
    const records = own.records ?? make("records", writeRecords);
    const files: Record<JobName, string> = { lines: text, words: text, records };
    const measured: Partial<Record<JobName, JobTimings>> = {};
    for (const job of jobNames) {
      report(`${job}: everything in turn, ${rounds} times`);
      measured[job] = await measureJob({ job, file: files[job], rounds, fields });
    }
    if (isBesideDask) report("dask.bag");
    return {
      node: process.version,
      cores: availableParallelism(),
      workers,
      bytes: { lines: sizeOf(text), words: sizeOf(text), records: sizeOf(records) },
      jobs: measured as Record<JobName, JobTimings>,
      dask: isBesideDask ? await measureDask(files, rounds, fields) : undefined,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function sizeOf(file: string): number {
  return statSync(file).size;
}

interface Job {
  readonly job: JobName;
  readonly file: string;
  readonly rounds: number;
  readonly fields: Fields;
}

async function measureJob({ job, file, rounds, fields: { group, amount } }: Job): Promise<JobTimings> {
  const results = new Map<string, string>();
  const run = async (way: string, program: string, args: readonly (string | number)[]): Promise<number> => {
    const { ms, result } = await runProgram<Done>(new URL(program, import.meta.url), args);
    results.set(way, result);
    return ms;
  };
  const byHand = (name: string) => () => run(name, "./programs/by-hand.js", [name, file, group, amount]);
  const withHoldall = (scheduler: string) => () =>
    run(scheduler, "./programs/with-holdall.js", [job, file, scheduler, workers, group, amount]);
  const ways = {
    sync: withHoldall("sync"),
    threads: withHoldall("threads"),
    processes: withHoldall("processes"),
    "by hand": byHand(job),
    ...(job === "lines" && {
      readline: byHand("readline"),
      ...(hasWc() && { wc: () => timeWc(file) }),
    }),
  };
  const medians = await mediansInTurn(rounds, ways);
  if (new Set(results.values()).size > 1)
    throw new Error(`Not all come to the same: ${JSON.stringify(Object.fromEntries(results))}`);
  return job === "lines" ? { ...medians, ...(await measureAgain(file, rounds)) } : medians;
}

function measureAgain(file: string, rounds: number): Promise<AgainTimings> {
  const program = new URL("./programs/lines-again.js", import.meta.url);
  return runProgram<AgainTimings>(program, [file, workers, rounds * timesAgain]);
}

function hasWc(): boolean {
  return spawnSync("wc", ["--version"]).status === 0;
}

function timeWc(file: string): number {
  return time(() => {
    if (spawnSync("wc", ["-l", file]).status !== 0) throw new Error("wc failed");
  });
}

interface DaskDone {
  readonly version: string;
  readonly ms: number;
  readonly count: number;
}

async function measureDask(
  files: Readonly<Record<JobName, string>>,
  rounds: number,
  { group, amount }: Fields,
): Promise<DaskFiles | undefined> {
  const done: Partial<Record<JobName, number>> = {};
  let version = "";
  for (const job of jobNames) {
    const args = [job, files[job], workers, group, amount];
    const measured: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const run = await runDask<DaskDone>("files/dask_files.py", args);
      if (run === undefined) return undefined;
      measured.push(run.ms);
      version = run.version;
    }
    done[job] = median(measured);
  }
  return { version, jobs: done as Record<JobName, number> };
}
