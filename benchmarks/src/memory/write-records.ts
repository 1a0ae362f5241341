import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import path from "node:path";

/** A record of the generated files. */
export interface GeneratedRecord {
  readonly id: number;
  /** One of {@link users}. */
  readonly user: string;
  readonly amount: number;
  readonly text: string;
}

/** Number of different users. */
export const users = 10_000;

// Of an ordinary size for a line of a log.
const textLength = 160;
const chunkBytes = 2 ** 22;

/**
 * Writes lines of JSON, the same every time, until there are so many bytes.
 * @returns the number of records
 */
export function writeRecords(file: string, bytes: number): number {
  const next = createRandom(1);
  const words = Array.from({ length: 4096 }, () => next().toString(36).slice(2, 10).padEnd(8, "x")).join(" ");
  const descriptor = openSync(file, "w");
  let id = 0;
  try {
    for (let written = 0; written < bytes;) {
      let chunk = "";
      while (chunk.length < chunkBytes && written + chunk.length < bytes) {
        const start = Math.floor(next() * (words.length - textLength));
        const text = words.slice(start, start + textLength);
        const [user, amount] = [Math.floor(next() * users), Math.floor(next() * 1e5) / 100];
        chunk += `{"id":${id++},"user":"user ${user}","amount":${amount},"text":"${text}"}\n`;
      }
      written += writeSync(descriptor, chunk);
    }
  } finally {
    closeSync(descriptor);
  }
  return id;
}

const filesPerFolder = 1000;

/** Writes files of one short line each, a thousand in a folder. */
export function writeTinyFiles(folder: string, count: number): void {
  for (let file = 0; file < count; file++) {
    const own = path.join(folder, String(Math.floor(file / filesPerFolder)));
    if (file % filesPerFolder === 0) mkdirSync(own, { recursive: true });
    writeFileSync(path.join(own, `${file}.txt`), `line of file ${file}\n`);
  }
}

/** Numbers from 0 to 1 that look random (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
