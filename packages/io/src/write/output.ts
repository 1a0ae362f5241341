import type { MakeFileSystem } from "../file-system/file-system-of.ts";
import { OutputFile } from "./output-file.ts";
import { UploadedFile } from "./uploaded-file.ts";

/** Where a file is written, as data for the worker that does it. */
export interface OutputPlace {
  /** Absolute, so that it is the same for workers; or as its file system has it. */
  readonly path: string;
  /** The folder on the disk in which a file is collected that a {@link FileSystem} writes. */
  readonly spool?: string | undefined;
}

/** The same in the worker, with what is no data. */
export interface OpenPlace extends OutputPlace {
  /** What makes the file system, where one was given. */
  readonly fileSystem?: MakeFileSystem | undefined;
}

/** The bytes of a file under way, which has its name only when all of it is there. */
export interface Output {
  /** @throws an error that names the file; what there was of it is abandoned */
  write(bytes: Uint8Array): void;
  /** Gives the file its name. @returns how many bytes it has */
  close(): number | Promise<number>;
  /** Leaves nothing of it. Throws nothing: why it is abandoned is what is to be told. */
  abandon(): void;
}

/** @throws an error that names the file when it cannot be made */
export function createOutput({ path, spool, fileSystem }: OpenPlace): Output {
  return spool === undefined ? new OutputFile(path) : new UploadedFile(path, { spool, fileSystem });
}
