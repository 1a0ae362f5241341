import { median } from "../median.ts";
import { runProgram } from "../run-program.ts";
import type { FirstCapture } from "./programs/first-capture.ts";
import type { BeforeAndAfter, HotLoops } from "./programs/hot-loops.ts";
import { createSamples } from "./sample.ts";
import { timeCaptures, type CaptureTimings } from "./time-captures.ts";

/** A loop of the user's, timed around the captures of its process. */
export interface LoopMeasurement extends BeforeAndAfter {
  /** How many times as fast it is afterwards. */
  readonly speed: number;
}

/** All that the table shows; times are medians in milliseconds. */
export interface ClosuresMeasurement {
  readonly node: string;
  readonly closures: number;
  /** In a process that has captured nothing before. */
  readonly first: FirstCapture;
  readonly warm: CaptureTimings;
  readonly loops: { readonly numbers: LoopMeasurement; readonly properties: LoopMeasurement };
  readonly heap: { readonly captures: number; readonly growth: number };
}

const closures = 1_000;
const captures = 20_000;
const processes = 5;

/**
 * Measures what it costs to serialize small closures over one module and to revive them, and what it does to the
 * process.
 *
 * @param report - is told what is measured next
 * @throws if a revived function does not give what the original gives
 */
export async function measureClosures(report: (step: string) => void): Promise<ClosuresMeasurement> {
  report(`the first captures of a process, ${processes} times`);
  const firsts = await repeat(() => runProgram<FirstCapture>(program("first-capture"), [closures]));
  report(`${closures} closures, warm`);
  const warm = await timeCaptures(createSamples(closures));
  report(`loops before and after captures, in ${processes} processes`);
  const loops = await repeat(() => runProgram<HotLoops>(program("hot-loops"), [closures]));
  report(`the heap over ${captures} captures`);
  const growth = await runProgram<number>(program("heap-growth"), [captures], ["--expose-gc"]);
  return {
    node: process.version,
    closures,
    first: { one: median(firsts.map(({ one }) => one)), all: median(firsts.map(({ all }) => all)) },
    warm,
    loops: {
      numbers: summarise(loops.map(({ numbers }) => numbers)),
      properties: summarise(loops.map(({ properties }) => properties)),
    },
    heap: { captures, growth },
  };
}

function program(name: string): URL {
  return new URL(`./programs/${name}.js`, import.meta.url);
}

async function repeat<T>(run: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let count = 0; count < processes; count++) results.push(await run());
  return results;
}

/** Compares within each process first: they differ by more than what is looked for. */
function summarise(runs: readonly BeforeAndAfter[]): LoopMeasurement {
  return {
    before: median(runs.map(({ before }) => before)),
    after: median(runs.map(({ after }) => after)),
    speed: median(runs.map(({ before, after }) => before / after)),
  };
}
