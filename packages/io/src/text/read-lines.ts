import type { MakeFileSystem } from "../file-system/file-system-of.ts";
import type { ReadContext } from "../records/read-records.ts";
import { decodeText } from "./decode-text.ts";
import { forEachPiece } from "./for-each-piece.ts";
import { splitLines } from "./split-lines.ts";
import type { TextBlock } from "./text-block.ts";

/** A line, with the path of its file where that is asked for. */
type Line = string | [line: string, path: string];

/** The lines of blocks, in portions. Runs in workers. */
export function readLines(
  blocks: readonly TextBlock[],
  { signal }: ReadContext,
  fileSystem: MakeFileSystem | undefined,
): Iterable<Line[]> | AsyncIterable<Line[]> {
  return forEachPiece(blocks, {
    fileSystem,
    signal,
    decode: decodeText,
    open: (block) => ({
      read(piece) {
        const lines = splitLines(piece, block);
        return block.includePath ? lines.map((line): Line => [line, block.path]) : lines;
      },
    }),
  });
}
