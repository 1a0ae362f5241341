import type { TextBlock } from "./text-block.ts";
import { readPieces } from "./read-pieces.ts";
import { splitLines } from "./split-lines.ts";

/** A line, with the path of its file where that is asked for. */
type Line = string | [line: string, path: string];

/** The lines of blocks, in portions. Runs in workers. */
export function* readLines(blocks: readonly TextBlock[]): Generator<Line[]> {
  for (const block of blocks) {
    for (const piece of readPieces(block)) {
      const lines = splitLines(piece, block);
      yield block.includePath ? lines.map((line): Line => [line, block.path]) : lines;
    }
  }
}
