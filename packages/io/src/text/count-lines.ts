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
  const kernel = TextKernel.isThere ? TextKernel.lend() : undefined;
  return blocks.some(isStreamed)
    ? countStreamed(blocks, kernel, { signal, fileSystem })
    : countPlain(blocks, kernel);
}

function* countPlain(blocks: readonly TextBlock[], kernel: TextKernel | undefined): Generator<number> {
  try {
    for (const block of blocks)
      yield* readWholeLines(block, (bytes, place) => countIn(bytes, place, kernel), kernel?.room());
  } finally {
    kernel?.giveBack();
  }
}

async function* countStreamed(
  blocks: readonly TextBlock[],
  kernel: TextKernel | undefined,
  reading: Pick<PieceReading<number>, "signal" | "fileSystem">,
): AsyncGenerator<number> {
  try {
    for (const block of blocks)
      yield* wholeLinesOf(block, reading, (bytes, place) => countIn(bytes, place, kernel));
  } finally {
    kernel?.giveBack();
  }
}

function countIn(bytes: Buffer, place: BytesPlace, kernel: TextKernel | undefined): number {
  const { block, delimiter } = place;
  const unit = unitOf[block.encoding];
  if (kernel === undefined || unit > 1 || delimiter.length > 1) {
    assertText(bytes, place);
    return countDelimited(bytes, delimiter, unit);
  }
  const { count, isAscii } = kernel.count(bytes, delimiter[0]!);
  if (!isAscii) assertText(bytes, place);
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
