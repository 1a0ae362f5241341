import type { MakeFileSystem } from "../file-system/file-system-of.ts";
import type { ReadContext } from "../records/read-records.ts";
import { assertText, type BytesPlace } from "./decode-text.ts";
import { isStreamed, wholeLinesOf, type PieceReading } from "./for-each-piece.ts";
import { readWholeLines } from "./read-pieces.ts";
import type { TextBlock, TextFormat } from "./text-block.ts";
import { TextKernel, type Ends } from "./text-kernel.ts";

/** Elements, and how often each is there. */
type Tally = readonly [elements: readonly string[], counts: ArrayLike<number>];

/** What it is told of the run, and by which character of ASCII lines are split into elements, if they are. */
interface TallyContext extends ReadContext {
  readonly separator: string | undefined;
}

/**
 * How often each line is there, or each part of lines, in order of their first appearance: none is made more than once for
 * each of the portions. Runs in workers.
 */
export function tallyLines(
  blocks: readonly TextBlock[],
  { signal, separator }: TallyContext,
  fileSystem: MakeFileSystem | undefined,
): Iterable<Tally> | AsyncIterable<Tally> {
  const [first] = blocks;
  if (first === undefined) return [];
  const tallying = new Tallying(first, separator);
  return blocks.some(isStreamed)
    ? tallyStreamed(blocks, tallying, { signal, fileSystem })
    : tallyPlain(blocks, tallying);
}

function* tallyPlain(blocks: readonly TextBlock[], tallying: Tallying): Generator<Tally> {
  try {
    for (const block of blocks) yield* readWholeLines(block, (bytes, place) => tallying.add(bytes, place));
    yield tallying.take();
  } finally {
    tallying.end();
  }
}

async function* tallyStreamed(
  blocks: readonly TextBlock[],
  tallying: Tallying,
  reading: Pick<PieceReading<Tally>, "signal" | "fileSystem">,
): AsyncGenerator<Tally> {
  try {
    for (const block of blocks)
      yield* wholeLinesOf(block, reading, (bytes, place) => tallying.add(bytes, place));
    yield tallying.take();
  } finally {
    tallying.end();
  }
}

const none: Tally = [[], []];

// More are handed on before the end. Bytes: of memory, and of text, in which nothing is there 2 ** 32 times.
const most = { kept: 2 ** 24, read: 2 ** 31 };

/** Counts what is in one text after the other, all of the same format. */
class Tallying {
  readonly #encoding: TextFormat["encoding"];
  readonly #lineEnd: string;
  readonly #ends: Ends;
  readonly #isReturnDropped: boolean;
  readonly #kernel = TextKernel.lend();
  #read = 0;

  constructor({ encoding, delimiter }: TextFormat, separator: string | undefined) {
    this.#encoding = encoding;
    this.#lineEnd = delimiter ?? "\n";
    const lineEnd = this.#lineEnd.charCodeAt(0);
    this.#ends = { lineEnd, separator: separator?.charCodeAt(0) ?? lineEnd };
    this.#isReturnDropped = delimiter === undefined;
    this.#kernel.clear();
  }

  /** Counts what is in whole lines. @returns what is not to be kept any longer */
  add(bytes: Buffer, place: BytesPlace): Tally {
    assertText(bytes, place);
    const dropsReturns = this.#isReturnDropped && bytes.includes("\r");
    this.#kernel.tally(bytes, this.#ends, dropsReturns);
    this.#read += bytes.length;
    return this.#kernel.bytesOfParts > most.kept || this.#read > most.read ? this.take() : none;
  }

  /** What has been counted since the last time. */
  take(): Tally {
    const { parts, counts } = this.#kernel.take(this.#ends.lineEnd);
    const elements = parts.toString(this.#encoding).split(this.#lineEnd);
    // What is behind the last end.
    elements.pop();
    const tally: Tally = [elements, counts.slice()];
    this.#kernel.clear();
    this.#read = 0;
    return tally;
  }

  end(): void {
    this.#kernel.giveBack();
  }
}
