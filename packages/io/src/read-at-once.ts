import { askRanges } from "./file-system/ask-files.ts";
import type { MakeFileSystem } from "./file-system/file-system-of.ts";
import type { ListedFile } from "./list-files.ts";
import { readLocalRange } from "./read-range.ts";

/** Bytes of a file that are asked for. */
interface AskedRange {
  readonly start: number;
  readonly end: number;
}

/** Comes to something by bytes of a file that it asks for. */
export type RangeSteps<T> = Generator<AskedRange, T, Uint8Array>;

/** Bytes from `start` up to `end`. */
export function* rangeOf(start: number, end: number): RangeSteps<Uint8Array> {
  return yield { start, end };
}

/**
 * Reads something of each file where a bag is made. What remote ones ask for is asked for together, and waited for.
 * @param open - what is asked for of a file; it throws what the call is to throw
 */
export function readAtOnce<T>(
  files: readonly ListedFile[],
  open: (file: ListedFile) => RangeSteps<T>,
  fileSystem: MakeFileSystem | undefined,
): T[] {
  const all = files.map((file) => {
    const steps = open(file);
    return { file, steps, result: steps.next() };
  });
  for (;;) {
    const waiting = all.flatMap((one) => (one.result.done ? [] : [{ one, range: one.result.value }]));
    if (waiting.length === 0) return all.map(({ result }) => result.value as T);
    const remote = waiting.filter(({ one }) => one.file.isRemote);
    const asked = remote.map(({ one, range }) => ({ file: one.file, ...range }));
    const answers = (asked.length === 0 ? [] : askRanges(asked, fileSystem)).values();
    for (const { one, range } of waiting) {
      const { file, steps } = one;
      one.result = file.isRemote ? steps.next(answers.next().value!) : answerLocal(file, steps, range);
    }
  }
}

// It has more to say of what goes wrong.
function answerLocal<T>(
  file: ListedFile,
  steps: RangeSteps<T>,
  { start, end }: AskedRange,
): IteratorResult<AskedRange, T> {
  let bytes: Uint8Array;
  try {
    bytes = readLocalRange(file, start, end);
  } catch (error) {
    return steps.throw(error);
  }
  return steps.next(bytes);
}
