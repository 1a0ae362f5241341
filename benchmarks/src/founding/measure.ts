import { availableParallelism } from "node:os";
import { medianOf, time } from "../median.ts";
import { createCells, describeWork, splitCells } from "./expression.ts";
import { addCells, addCellsSlowly, type Chunk } from "./functions.ts";
import { timeScheduler, workers, type SchedulerName, type Timing, type Work } from "./time-scheduler.ts";

/** One function on every scheduler. */
export interface FunctionMeasurement {
  /** Milliseconds of the plain call on the whole array. */
  readonly direct: number;
  readonly on: Readonly<Record<SchedulerName, Timing>>;
}

/** All that the table shows; times are medians in milliseconds. */
export interface FoundingMeasurement {
  readonly node: string;
  readonly cores: number;
  readonly workers: number;
  readonly cells: number;
  readonly chunks: number;
  /** To build the lazy expression. */
  readonly build: number;
  readonly trivial: FunctionMeasurement;
  readonly slow: FunctionMeasurement;
}

const cells = 30 * 30;
const chunks = 250;

/**
 * Measures the founding case: two arrays of 30 × 30 random numbers, flattened, split into 250 chunks, mapped and
 * concatenated.
 *
 * @param slowRuns - how often the slow function is measured; each time takes about 40 seconds
 * @param report - is told what is measured next
 * @throws if a result is not equal to that of the direct loop
 */
export async function measureFounding(
  slowRuns: number,
  report: (step: string) => void,
): Promise<FoundingMeasurement> {
  const whole = createCells(cells);
  report("the lazy expression");
  const build = await measureBuild(whole);
  const trivial = await measureTrivial(whole, report);
  const slow = await measureSlow(whole, slowRuns, report);
  return {
    node: process.version,
    cores: availableParallelism(),
    workers,
    cells,
    chunks,
    build,
    trivial,
    slow,
  };
}

async function measureBuild(whole: Chunk): Promise<number> {
  const split = splitCells(whole, chunks);
  const build = (): number => time(() => describeWork(split, addCells));
  await medianOf(1000, build);
  return medianOf(1000, build);
}

async function measureTrivial(whole: Chunk, report: (step: string) => void): Promise<FunctionMeasurement> {
  report("the trivial function");
  const direct = await medianOf(1000, () => time(() => addCells(whole)));
  const work = { ...createWork(whole, chunks, addCells), coldRuns: 7, warmRuns: 100 };
  const on = await onEachScheduler((name) => timeScheduler(name, work));
  return { direct, on };
}

async function measureSlow(
  whole: Chunk,
  runs: number,
  report: (step: string) => void,
): Promise<FunctionMeasurement> {
  report("the function of 20 ms, directly (18 s)");
  const direct = await medianOf(runs, () => time(() => addCellsSlowly(whole)));
  const work = { ...createWork(whole, chunks, addCellsSlowly), coldRuns: runs, warmRuns: 1 };
  const sample = takeSample(whole);
  const on = await onEachScheduler(async (name) => {
    const isParallel = name === "threads" || name === "processes";
    report(`the function of 20 ms, ${name} (${isParallel ? "10" : "2"} s)`);
    if (isParallel) return timeScheduler(name, work);
    const { warm } = await timeScheduler(name, { ...work, ...sample });
    return { warm: warm * sampled };
  });
  return { direct, on };
}

/** A scheduler that waits for each call in turn shows its cost on a tenth of the cells as well as on all. */
export const sampled = 10;

function takeSample([first, second]: Chunk): Pick<Work, "item" | "expected"> {
  const sample: Chunk = [first.slice(0, cells / sampled), second.slice(0, cells / sampled)];
  return createWork(sample, chunks / sampled, addCellsSlowly);
}

function createWork(
  whole: Chunk,
  sections: number,
  fn: (chunk: Chunk) => Float64Array,
): Pick<Work, "item" | "expected"> {
  return { item: describeWork(splitCells(whole, sections), fn), expected: addCells(whole) };
}

async function onEachScheduler(
  measure: (name: SchedulerName) => Promise<Timing>,
): Promise<Record<SchedulerName, Timing>> {
  return {
    sync: await measure("sync"),
    async: await measure("async"),
    threads: await measure("threads"),
    processes: await measure("processes"),
  };
}
