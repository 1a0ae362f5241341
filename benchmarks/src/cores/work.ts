import { createHash } from "node:crypto";

/** A piece of work: where it starts, and how long it is. */
export interface Chunk {
  readonly seed: number;
  readonly length: number;
}

/**
 * Hashes a block that begins with the seed, then the same block beginning with that hash, and so on, `length` times. The
 * blocks are large, as making a hash takes locks that the threads of a process share.
 */
export function hashChain({ seed, length }: Chunk): string {
  const block = Buffer.alloc(blockBytes);
  block.write(String(seed));
  for (let link = 0; link < length; link++) createHash("sha256").update(block).digest().copy(block);
  return block.toString("hex", 0, 32);
}

const blockBytes = 16 * 1024;

/** Writes `length` records as lines of JSON, parses them, and sums their values by category. */
export function aggregateLines({ seed, length }: Chunk): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const line of createLines(seed, length).split("\n")) {
    const { category, values } = JSON.parse(line) as Line;
    sums[category] = (sums[category] ?? 0) + values.reduce((sum, value) => sum + value, 0);
  }
  return sums;
}

interface Line {
  readonly category: string;
  readonly values: readonly number[];
}

function createLines(seed: number, length: number): string {
  return Array.from({ length }, (_, index) => {
    const number = (seed * length + index) % 9973;
    const category = `category ${number % 17}`;
    return `{"id":${index},"category":"${category}","tags":["a","b","c"],"values":[${number},${index},${seed}]}`;
  }).join("\n");
}
