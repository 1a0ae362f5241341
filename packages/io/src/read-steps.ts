import { fileSystemOf, withSignal, type MakeFileSystem } from "./file-system/file-system-of.ts";
import type { ListedFile } from "./list-files.ts";
import type { ReadContext } from "./records/read-records.ts";
import { readLocalRange, readRemoteRange } from "./read-range.ts";

/** What a reader of a file asks for, or hands on: bytes from one place up to another, or elements. */
type ReadStep =
  | { readonly type: "read"; readonly start: number; readonly end: number }
  | { readonly type: "elements"; readonly elements: unknown[] };

/** Reads a file without knowing how its bytes are had: a step that asks for bytes is given them. */
export type ReadSteps<T = void> = Generator<ReadStep, T, Uint8Array>;

const nothing = new Uint8Array();

// Bytes that are read at a time, at least.
const pieceBytes = 2 ** 20;

/** A file of which a piece is in memory. */
export class FilePiece {
  readonly #size: number;
  #bytes: Uint8Array = nothing;
  #start = 0;

  constructor({ size }: ListedFile) {
    this.#size = size;
  }

  /** Bytes from `start` up to `end`, both in the file: good for as long as anybody keeps them. */
  *read(start: number, end: number): ReadSteps<Uint8Array> {
    if (start < this.#start || end > this.#start + this.#bytes.length) {
      const readTo = Math.max(end, Math.min(start + pieceBytes, this.#size));
      this.#bytes = yield { type: "read", start, end: readTo };
      this.#start = start;
    }
    return this.#bytes.subarray(start - this.#start, end - this.#start);
  }
}

/** How parts of files are read. */
interface StepReading<F> extends ReadContext {
  /** Opens the steps that read a part. */
  readonly open: (part: F) => ReadSteps;
  /** What makes the file system, where one was given. */
  readonly fileSystem: MakeFileSystem | undefined;
}

/** Takes the steps that read parts of files, and gives their elements: at once, unless there are remote files. */
export function takeSteps<F extends ListedFile>(
  parts: readonly F[],
  reading: StepReading<F>,
): Iterable<unknown[]> | AsyncIterable<unknown[]> {
  return parts.some(({ isRemote }) => isRemote) ? takeRemote(parts, reading) : takeLocal(parts, reading);
}

function* takeLocal<F extends ListedFile>(
  parts: readonly F[],
  { open }: StepReading<F>,
): Generator<unknown[]> {
  for (const part of parts) {
    const steps = open(part);
    let result = steps.next(nothing);
    while (!result.done) {
      const step = result.value;
      if (step.type === "elements") yield step.elements;
      result = steps.next(step.type === "read" ? readLocalRange(part, step.start, step.end) : nothing);
    }
  }
}

async function* takeRemote<F extends ListedFile>(
  parts: readonly F[],
  { open, fileSystem, signal }: StepReading<F>,
): AsyncGenerator<unknown[]> {
  for (const part of parts) {
    const files = part.isRemote ? withSignal(fileSystemOf(part.path, fileSystem), signal) : undefined;
    const read = (start: number, end: number): Uint8Array | Promise<Uint8Array> =>
      files ? readRemoteRange(files, part, { start, end }) : readLocalRange(part, start, end);
    const steps = open(part);
    let result = steps.next(nothing);
    while (!result.done) {
      const step = result.value;
      if (step.type === "elements") yield step.elements;
      result = steps.next(step.type === "read" ? await read(step.start, step.end) : nothing);
    }
  }
}
