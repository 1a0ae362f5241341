import type { Compression } from "../compression.ts";
import type { MakeFileSystem } from "../file-system/file-system-of.ts";
import { forbiddenError, type ListedFile } from "../list-files.ts";
import { rangeOf, readAtOnce, type RangeSteps } from "../read-at-once.ts";
import { memberFormatOf } from "./member-format.ts";

/** A file, and how it is compressed. */
interface CompressedFile {
  readonly file: ListedFile;
  readonly compression: Compression | undefined;
}

interface Search {
  /** Which files are looked at: those that have more bytes. */
  readonly longerThan: number;
  readonly fileSystem: MakeFileSystem | undefined;
  /** The call, for messages. */
  readonly where: string;
}

/**
 * Those of some files that are known to have several members, at the beginnings of which they can be cut.
 * @throws InvalidArgumentError when one of those that are looked at cannot be read
 */
export function findMemberFiles(
  files: readonly CompressedFile[],
  { longerThan, fileSystem, where }: Search,
): ReadonlySet<ListedFile> {
  const sought = new Map(
    files.flatMap(({ file, compression }) =>
      compression !== undefined && file.size > longerThan && file.size < Infinity
        ? [[file, compression] as const]
        : [],
    ),
  );
  const list = [...sought.keys()];
  const found = readAtOnce(list, (file) => tryHasMany(file, sought.get(file)!, where), fileSystem);
  return new Set(list.filter((_file, i) => found[i]));
}

function* tryHasMany(file: ListedFile, compression: Compression, where: string): RangeSteps<boolean> {
  try {
    return yield* hasMany(file, compression);
  } catch (error) {
    throw forbiddenError(file.path, where, error);
  }
}

function* hasMany({ size }: ListedFile, compression: Compression): RangeSteps<boolean> {
  const format = memberFormatOf(compression);
  if (format === undefined) return false;
  const length = Math.min(size, format.headBytes);
  const head = Buffer.from(yield* rangeOf(0, length));
  const tail = Buffer.from(yield* rangeOf(size - length, size));
  return format.hasMany({ head, tail, size });
}
