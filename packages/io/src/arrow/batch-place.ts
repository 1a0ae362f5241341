import { InvalidArgumentError } from "@holdall/core/task";
import type { ListedFile } from "../list-files.ts";
import type { MakeFileSystem } from "../file-system/file-system-of.ts";
import { rangeOf, readAtOnce, type RangeSteps } from "../read-at-once.ts";
import { loadArrow } from "./library.ts";

/** A range of bytes. */
type ByteRange = readonly [start: number, end: number];

/** What is read of a file: plain data, as it goes to a worker. */
export interface BatchPlace extends ListedFile {
  /** Where a record batch is; nothing for a file that is a stream, and is read whole. */
  readonly batch: BatchRanges | undefined;
}

/** Where a record batch is in a file, and what it takes to read it. */
export interface BatchRanges {
  /** What the file ends with, where its schema is. */
  readonly footer: ByteRange;
  /** Dictionaries, and then the record batch. */
  readonly messages: readonly ByteRange[];
}

const magic = "ARROW1";

// The length of the footer, and the magic.
const endBytes = 4 + magic.length;

// The magic, and what makes it eight bytes.
const startBytes = 8;

/** What files are looked at with. */
interface Looking {
  readonly where: string;
  /** What makes the file system, where one was given. */
  readonly fileSystem: MakeFileSystem | undefined;
}

/**
 * The record batches of files; a file that is a stream is one.
 * @throws InvalidArgumentError when a file is no Arrow file
 */
export function listBatches(files: readonly ListedFile[], { where, fileSystem }: Looking): BatchPlace[] {
  return readAtOnce(files, (file) => openFile(file, where), fileSystem).flat();
}

function* openFile(file: ListedFile, where: string): RangeSteps<BatchPlace[]> {
  try {
    return (yield* isStream(file)) ? [{ ...file, batch: undefined }] : yield* readBatches(file, where);
  } catch (error) {
    if (error instanceof InvalidArgumentError) throw error;
    const reason = (error as Error).message.replace(/\.$/, "");
    throw new InvalidArgumentError(
      `${where}: Expected ${JSON.stringify(file.path)} to be an Arrow file, but ${reason}.`,
      { cause: error },
    );
  }
}

/** Whether a file has no footer: a stream begins with a message. */
function* isStream(file: ListedFile): RangeSteps<boolean> {
  const start = textOf(yield* rangeOf(0, Math.min(startBytes, file.size)));
  if (start.startsWith(magic)) return false;
  if (file.size >= startBytes && start.startsWith("\xFF\xFF\xFF\xFF")) return true;
  throw new Error("it does not begin as such files do");
}

function* readBatches(file: ListedFile, where: string): RangeSteps<BatchPlace[]> {
  const { size } = file;
  if (size < startBytes + endBytes) throw new Error("its end is missing");
  const last = Buffer.from(yield* rangeOf(size - endBytes, size));
  if (textOf(last.subarray(-magic.length)) !== magic) throw new Error("its end is missing");
  const length = last.readInt32LE(0);
  const end = size - endBytes;
  if (length <= 0 || length > end - startBytes) throw new Error("its footer is damaged");
  const footer = loadArrow(where).Footer.decode(yield* rangeOf(end - length, end));
  const dictionaries = [...footer.dictionaryBatches()].map(messageOf);
  const batches = [...footer.recordBatches()].map(messageOf);
  return batches.map((batch) => ({
    ...file,
    batch: { footer: [end - length, end], messages: [...dictionaries, batch] },
  }));
}

interface Block {
  readonly offset: number;
  readonly metaDataLength: number;
  readonly bodyLength: number;
}

function messageOf({ offset, metaDataLength, bodyLength }: Block): ByteRange {
  return [Number(offset), Number(offset) + metaDataLength + Number(bodyLength)];
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}
