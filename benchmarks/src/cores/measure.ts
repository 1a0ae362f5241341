import { availableParallelism } from "node:os";
import { isDeepStrictEqual } from "node:util";
import { Bag, processes, threads, type Scheduler } from "holdall";
import { Piscina } from "piscina";
import { timeAsync } from "../median.ts";
import { mediansInTurn } from "../medians-in-turn.ts";
import { aggregateLines, hashChain, type Chunk } from "./work.ts";

/** Milliseconds for all chunks of one kind of work, medians. */
export interface WorkTimings {
  /** A loop on the main thread. */
  readonly loop: number;
  readonly "threads, 1 worker": number;
  readonly "threads, 2 workers": number;
  readonly "processes, 2 workers": number;
  /** A program made by hand: the same chunks, each posted to a pool of 2 threads. */
  readonly piscina: number;
}

/** All that the table shows. */
export interface CoresMeasurement {
  readonly node: string;
  readonly cores: number;
  readonly chunks: number;
  readonly work: Readonly<Record<keyof WorkSize, WorkTimings>>;
}

/** The length of one chunk, for each kind of work. */
interface WorkSize {
  readonly "SHA-256 chains": number;
  readonly "JSON lines": number;
}

type Work = (chunk: Chunk) => unknown;

/** How much is measured. */
export interface CoresSize {
  readonly chunks: number;
  readonly length: WorkSize;
  readonly rounds: number;
}

/** By then the functions are compiled, in every worker. */
const warmUpChunks = 8;

const fullSize: CoresSize = {
  chunks: 64,
  length: { "SHA-256 chains": 4_500, "JSON lines": 22_000 }, // some 3 s on one core, each
  rounds: 3,
};

/**
 * Measures how much faster two cores are than one, where it is the processor that has to work.
 *
 * @param report - is told what is measured next
 * @throws if a result is not that of the loop
 */
export async function measureCores(
  report: (step: string) => void,
  { chunks, length, rounds }: CoresSize = fullSize,
): Promise<CoresMeasurement> {
  const measure = (name: keyof WorkSize, fn: Work): Promise<WorkTimings> => {
    report(`${name}: ${chunks} chunks on everything in turn, ${rounds} times`);
    const whole = Array.from({ length: chunks }, (_, seed) => ({ seed, length: length[name] }));
    return measureWork(fn, whole, rounds);
  };
  return {
    node: process.version,
    cores: availableParallelism(),
    chunks,
    work: {
      "SHA-256 chains": await measure("SHA-256 chains", hashChain),
      "JSON lines": await measure("JSON lines", aggregateLines),
    },
  };
}

async function measureWork(fn: Work, chunks: readonly Chunk[], rounds: number): Promise<WorkTimings> {
  await using oneThread = threads({ workers: 1 });
  await using twoThreads = threads({ workers: 2 });
  await using twoProcesses = processes({ workers: 2 });
  await using piscina = new Piscina<Chunk, unknown>({
    filename: new URL("./work.js", import.meta.url).href,
    name: fn.name,
    minThreads: 2,
    maxThreads: 2,
  });
  const ways = {
    loop: (some) => some.map(fn),
    "threads, 1 worker": (some) => computeOn(oneThread, fn, some),
    "threads, 2 workers": (some) => computeOn(twoThreads, fn, some),
    "processes, 2 workers": (some) => computeOn(twoProcesses, fn, some),
    piscina: (some) => Promise.all(some.map((chunk) => piscina.run(chunk))),
  } satisfies Record<keyof WorkTimings, Way>;
  await mediansInTurn(1, timeAll(ways, fn, chunks.slice(0, warmUpChunks)));
  return await mediansInTurn(rounds, timeAll(ways, fn, chunks));
}

type Way = (chunks: readonly Chunk[]) => unknown;

function computeOn(scheduler: Scheduler, fn: Work, chunks: readonly Chunk[]): Promise<unknown[]> {
  return Bag.fromSequence(chunks, { npartitions: chunks.length }).map(fn).compute({ scheduler });
}

function timeAll<Name extends string>(
  ways: Readonly<Record<Name, Way>>,
  fn: Work,
  chunks: readonly Chunk[],
): Record<Name, () => Promise<number>> {
  const expected = chunks.map(fn);
  const timeWay = (run: Way) => async (): Promise<number> => {
    let results: unknown;
    const elapsed = await timeAsync(async () => (results = await run(chunks)));
    if (!isDeepStrictEqual(results, expected)) throw new Error("A result is not that of the loop");
    return elapsed;
  };
  const entries = Object.entries<Way>(ways).map(([name, run]) => [name, timeWay(run)]);
  return Object.fromEntries(entries) as Record<Name, () => Promise<number>>;
}
