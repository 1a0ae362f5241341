import { median } from "../median.ts";
import { handLoops, ways, type Functions, type Way } from "./ways.ts";

/** What one way takes, in milliseconds. */
interface WayMeasurement {
  readonly name: string;
  /** The first run of functions that never ran before, what is compiled for them included. */
  readonly cold: number;
  readonly warm: number;
  /** The loop written by hand for the same source, between the runs of this way. */
  readonly hand: number;
}

/** All that the table shows; times are medians in milliseconds. */
export interface FusionMeasurement {
  readonly node: string;
  readonly numbers: number;
  readonly ways: readonly WayMeasurement[];
}

const numbers = 1_000_000;
const rounds = 7;
const warmRuns = 40;
const warmUps = 10;

/**
 * Measures what it takes to take a million numbers through map, filter, map and sum, on one thread. Each way takes
 * turns with the loop it is compared with, so that both see the same of what else the machine does.
 *
 * @param report - is told what is measured next
 * @throws if a result is not that of the loop written by hand
 */
export async function measureFusion(report: (step: string) => void): Promise<FusionMeasurement> {
  const measured: WayMeasurement[] = [];
  for (const way of ways) {
    report(way.name);
    measured.push(await measureWay(way));
  }
  return { node: process.version, numbers, ways: measured };
}

async function measureWay(way: Way): Promise<WayMeasurement> {
  const { name, source, share = 1 } = way;
  const length = numbers * share;
  const cold: number[] = [];
  const warm: number[] = [];
  const hand: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const loop = timer(handLoops[source](numbers), numbers);
    const run = timer(way.prepare(length, await importAnew()), length);
    cold.push((await run()) / share);
    for (let count = 0; count < warmUps * share; count++) await run();
    for (let count = 0; count < warmUps; count++) await loop();
    for (let count = 0; count < warmRuns * share; count++) {
      warm.push((await run()) / share);
      hand.push(await loop());
    }
  }
  return { name, cold: median(cold), warm: median(warm), hand: median(hand) };
}

/** @returns a function that says how many milliseconds a run takes */
function timer(run: () => number | Promise<number>, length: number): () => Promise<number> {
  const expected = handLoops.range(length)();
  return async () => {
    const start = performance.now();
    const sum = await run();
    const elapsed = performance.now() - start;
    if (sum !== expected) throw new Error(`Expected the sum ${expected} of the loop, got ${sum}`);
    return elapsed;
  };
}

let imports = 0;

function importAnew(): Promise<Functions> {
  imports += 1;
  return import(`./functions.js?${imports}`) as Promise<Functions>;
}
