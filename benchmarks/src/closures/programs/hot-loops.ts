// Whether code that V8 has optimised is as fast after captures as before: the inspector reads the very functions and
// objects that the loops use.
import { serialize } from "@holdall/closure";
import { median, time } from "../../median.ts";
import { createSamples } from "../sample.ts";

/** Milliseconds of each loop, medians. */
export interface HotLoops {
  readonly numbers: BeforeAndAfter;
  readonly properties: BeforeAndAfter;
}

/** Milliseconds before the first capture of the process, and after many. */
export interface BeforeAndAfter {
  readonly before: number;
  readonly after: number;
}

const points = Array.from({ length: 1_000 }, (_, index) => ({ x: index, y: index / 2, z: -index }));

function addPoints(rounds: number): number {
  let sum = 0;
  for (let round = 0; round < rounds; round++) for (const { x, y, z } of points) sum += x * y - z;
  return sum;
}

function addRemainders(length: number): number {
  let sum = 0;
  for (let index = 0; index < length; index++) sum += (index * 3) % 7;
  return sum;
}

// Printed at the end, so that no loop can be left out.
let sum = 0;

function timeLoop(loop: () => number): number {
  const run = (): number => time(() => (sum += loop()));
  return median(Array.from({ length: 31 }, run));
}

const timeLoops = (): { numbers: number; properties: number } => ({
  numbers: timeLoop(() => addRemainders(4_000_000)),
  properties: timeLoop(() => addPoints(3_000)),
});

timeLoops(); // by then they are optimised
const before = timeLoops();
for (const { fn } of createSamples(Number(process.argv[2]))) serialize(fn);
for (let round = 0; round < 10; round++) serialize(() => addPoints(round) + addRemainders(round));
const after = timeLoops();

const loops: HotLoops = {
  numbers: { before: before.numbers, after: after.numbers },
  properties: { before: before.properties, after: after.properties },
};
console.log(JSON.stringify({ ...loops, sum }));
