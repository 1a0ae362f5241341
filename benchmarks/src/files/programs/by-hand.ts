// by-hand.js <job> <file> <group> <amount>: what one would write for one thread, to be as fast as can be.
import { isAscii } from "node:buffer";
import { closeSync, createReadStream, openSync, readSync } from "node:fs";
import { createInterface } from "node:readline";
import { timeAsync } from "../../median.ts";
import { summarise, type Done } from "../done.ts";
import { sortByKey, type JobName } from "../jobs.ts";
import { WordCounts } from "../word-counts.ts";

const [job, file, group, amount] = process.argv.slice(2) as [JobName | "readline", string, string, string];

const byHand: Readonly<Record<JobName | "readline", () => unknown>> = {
  lines() {
    let count = 0;
    let isOpen = false;
    for (const bytes of readBytes()) {
      for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count += 1;
      isOpen = bytes[bytes.length - 1] !== 10;
    }
    return count + Number(isOpen);
  },

  words() {
    const counts = new WordCounts();
    for (const text of readWhole()) counts.add(text);
    return sortByKey(counts);
  },

  records() {
    const sums = new Map<string, number>();
    for (const line of readLines()) {
      const record = JSON.parse(line) as Record<string, unknown>;
      if (record["status"] === "failed") continue;
      const key = String(record[group]);
      sums.set(key, (sums.get(key) ?? 0) + Number(record[amount]));
    }
    return sortByKey(sums);
  },

  async readline() {
    let count = 0;
    for await (const _ of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) count += 1;
    return count;
  },
};

let result: unknown;
const ms = await timeAsync(async () => {
  result = await byHand[job]();
});
console.log(JSON.stringify({ ms, ...summarise(result) } satisfies Done));

function* readBytes(): Generator<Buffer> {
  const memory = Buffer.allocUnsafeSlow(2 ** 16);
  const descriptor = openSync(file, "r");
  try {
    const read = (): number => readSync(descriptor, memory, 0, memory.length, null);
    for (let length = read(); length > 0; length = read()) yield memory.subarray(0, length);
  } finally {
    closeSync(descriptor);
  }
}

// A newline is no part of another character, so that pieces that end with one can be decoded by themselves.
function* readLines(): Generator<string> {
  for (const text of readWhole()) {
    const lines = text.toString(isAscii(text) ? "latin1" : "utf8").split("\n");
    lines.pop();
    yield* lines;
  }
}

/** Whole lines: the last one is given an end where it has none. */
function* readWhole(): Generator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for (const bytes of readBytes()) {
    const end = bytes.lastIndexOf(10) + 1;
    const whole = Buffer.concat([rest, bytes.subarray(0, end)]);
    rest = Buffer.concat([end === 0 ? rest : Buffer.alloc(0), bytes.subarray(end)]);
    if (end > 0) yield whole;
  }
  if (rest.length > 0) yield Buffer.concat([rest, Buffer.from("\n")]);
}
