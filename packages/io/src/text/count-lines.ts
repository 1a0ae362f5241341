import type { MakeFileSystem } from "../file-system/file-system-of.ts";
import type { ReadContext } from "../records/read-records.ts";
import { assertText, type BytesPlace } from "./decode-text.ts";
import { unitOf } from "./delimiter.ts";
import { isStreamed, wholeLinesOf, type PieceReading } from "./for-each-piece.ts";
import { readWholeLines } from "./read-pieces.ts";
import type { TextBlock } from "./text-block.ts";
import { TextKernel } from "./text-kernel.ts";

/** How many lines there are in each portion of blocks: no line is made of bytes that are at hand. Runs in workers. */
export function countLines(
  blocks: readonly TextBlock[],
  { signal }: ReadContext,
  fileSystem: MakeFileSystem | undefined,
): Iterable<number> | AsyncIterable<number> {
  return blocks.some(isStreamed) ? countStreamed(blocks, { signal, fileSystem }) : countPlain(blocks);
}

function* countPlain(blocks: readonly TextBlock[]): Generator<number> {
  for (const block of blocks) yield* readWholeLines(block, countIn);
}

async function* countStreamed(
  blocks: readonly TextBlock[],
  reading: Pick<PieceReading<number>, "signal" | "fileSystem">,
): AsyncGenerator<number> {
  for (const block of blocks) yield* wholeLinesOf(block, reading, countIn);
}

function countIn(bytes: Buffer, place: BytesPlace): number {
  assertText(bytes, place);
  const { block, delimiter } = place;
  const unit = unitOf[block.encoding];
  if (unit > 1 || delimiter.length > 1 || !TextKernel.isThere) return countDelimited(bytes, delimiter, unit);
  const kernel = TextKernel.lend();
  const count = kernel.count(bytes, delimiter[0]!);
  kernel.giveBack();
  return bytes.length === 0 || bytes.at(-1) === delimiter[0] ? count : count + 1;
}

function countDelimited(bytes: Buffer, delimiter: Buffer, unit: number): number {
  let count = 0;
  let begin = 0;
  for (let at = bytes.indexOf(delimiter); at >= 0;) {
    if (at % unit === 0) {
      count += 1;
      begin = at + delimiter.length;
      at = bytes.indexOf(delimiter, begin);
    } else at = bytes.indexOf(delimiter, at + 1);
  }
  return begin < bytes.length ? count + 1 : count;
}
