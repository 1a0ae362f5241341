import { fileSystemOf, withSignal, type MakeFileSystem } from "../file-system/file-system-of.ts";
import type { FileBlock } from "../file-block.ts";
import type { ReadContext } from "../records/read-records.ts";
import { readLocalRange, readRemoteRange } from "../read-range.ts";

/** How bytes become elements. */
interface BinaryFormat {
  readonly includePath: boolean;
  /** What makes the file system, where one was given. */
  readonly fileSystem: MakeFileSystem | undefined;
}

/** The bytes of a block, with the path of their file where that is asked for. */
type Bytes = Uint8Array | [bytes: Uint8Array, path: string];

/** The bytes of blocks, an element each: at once, unless there are remote files. Runs in workers. */
export function readBlocks(
  blocks: readonly FileBlock[],
  { signal }: ReadContext,
  format: BinaryFormat,
): Iterable<Bytes[]> | AsyncIterable<Bytes[]> {
  return blocks.some(({ isRemote }) => isRemote)
    ? readRemote(blocks, { ...format, signal })
    : readLocal(blocks, format);
}

function* readLocal(blocks: readonly FileBlock[], { includePath }: BinaryFormat): Generator<Bytes[]> {
  for (const block of blocks) {
    const bytes = readLocalRange(block, block.start, block.end);
    yield [includePath ? [bytes, block.path] : bytes];
  }
}

async function* readRemote(
  blocks: readonly FileBlock[],
  { includePath, fileSystem, signal }: BinaryFormat & ReadContext,
): AsyncGenerator<Bytes[]> {
  for (const block of blocks) {
    const { path, start, end } = block;
    const bytes = block.isRemote
      ? await readRemoteRange(withSignal(fileSystemOf(path, fileSystem), signal), block, { start, end })
      : readLocalRange(block, start, end);
    yield [includePath ? [bytes, path] : bytes];
  }
}
