import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { writeWith, Bag, type ElementWriter } from "@holdall/bag";
import { describeValue, InvalidArgumentError } from "@holdall/core";
import { z } from "zod";
import { fileSystemShape, type FileSystemOption } from "../file-system/file-system-option.ts";
import { fileSystemOf } from "../file-system/file-system-of.ts";
import { isRemotePath, toPath, type Listing } from "../list-files.ts";
import { findExisting } from "./existing-files.ts";
import { nameFiles, type OutputPath } from "./name-files.ts";
import type { OpenPlace, OutputPlace } from "./output.ts";
import { removeTemporaryFiles } from "./temporary-files.ts";
import type { WrittenFile } from "./written-file.ts";

/** Options of all that writes files. */
export interface OutputOptions extends FileSystemOption {
  /**
   * What is done about files that are there already, which is looked at when a run is made, before any of it runs. With
   * `"error"` nothing runs then; with `"skip"` their partitions are neither computed nor written.
   *
   * A bag that has been computed takes the files for its own: `"error"` is for those that were there before.
   * @default "error"
   */
  readonly ifExists?: "error" | "overwrite" | "skip" | undefined;
}

/** The schemas of {@link OutputOptions}. */
export const outputShape: { readonly [K in keyof OutputOptions]-?: z.ZodType<OutputOptions[K]> } = {
  ...fileSystemShape,
  ifExists: z.enum(["error", "overwrite", "skip"]).describe('"error", "overwrite" or "skip"').optional(),
};

/** Elements, and how they become files. */
export interface FilesToWrite<T, P extends OutputPlace> extends OutputOptions {
  readonly bag: Bag<T>;
  readonly path: OutputPath;
  /** What the user called. */
  readonly operation: string;
  /** What names in a folder end with. */
  readonly extension: string;
  /** What goes to the worker that writes the file. */
  readonly placeOf: (file: string) => P;
  /** Makes by `createOutput` of the place what takes the bytes. */
  readonly open: (place: P & OpenPlace) => ElementWriter<T, WrittenFile>;
}

/** A bag of what came of each file. */
export function writeFiles<T, P extends OutputPlace>({
  bag,
  path: output,
  ifExists = "error",
  fileSystem,
  operation,
  extension,
  placeOf,
  open,
}: FilesToWrite<T, P>): Bag<WrittenFile> {
  const where = `${operation}()`;
  if (!Bag.is(bag))
    throw new InvalidArgumentError(`${where}: Expected \`bag\` to be a Bag, got ${describeValue(bag)}.`);
  const isRemote = (file: string): boolean => isRemotePath(file, { where, fileSystem });
  const files = nameFiles(output, {
    npartitions: bag.npartitions,
    extension,
    where,
    toPath: (name) => toPath(name, { where, fileSystem }),
    isRemote,
  });
  const spool = spoolOf(files);
  const places = files.map((file) => (isRemote(file) ? { ...placeOf(file), spool } : placeOf(file)));
  files.filter(isRemote).forEach((file) => assertWritable(file, { where, fileSystem }));
  return writeWith(bag, places, fileSystem ? (place) => open({ ...place, fileSystem }) : open, {
    operation,
    begin: createCheck(files, { ifExists, fileSystem, isRemote, where }),
    end() {
      removeTemporaryFiles(files.filter((file) => !isRemote(file)));
      rmSync(spool, { recursive: true, force: true });
    },
  });
}

/**
 * Where files are collected that go elsewhere: the same place whenever the same files are written, so that what was left by
 * a run that was killed is removed by the next one.
 */
function spoolOf(files: readonly string[]): string {
  const name = createHash("sha256").update(files.join("\n")).digest("hex").slice(0, 16);
  return path.join(tmpdir(), `holdall-${name}`);
}

function assertWritable(file: string, { where, fileSystem }: Listing): void {
  // What was given is asked in the workers.
  if (fileSystem !== undefined || fileSystemOf(file, undefined).write !== undefined) return;
  throw new InvalidArgumentError(
    `${where}: Expected a path that can be written to, got ${describeValue(file)}, which can only be read.`,
  );
}

interface CheckOptions extends FileSystemOption {
  readonly ifExists: "error" | "overwrite" | "skip";
  readonly isRemote: (file: string) => boolean;
  readonly where: string;
}

/** Looks which files are there, and says what they are where they are to be left alone. */
function createCheck(
  files: readonly string[],
  { ifExists, fileSystem, isRemote, where }: CheckOptions,
): () => (WrittenFile | undefined)[] {
  let isOwn = false;
  return () => {
    if (ifExists === "overwrite" || (ifExists === "error" && isOwn)) return [];
    const existing = findExisting(files, { fileSystem, isRemote });
    if (ifExists === "error") {
      assertNone(
        files.filter((_, i) => existing[i] !== undefined),
        where,
      );
    }
    isOwn = true;
    return existing.map((one, i) =>
      ifExists === "skip" && one?.isFile === true
        ? { path: files[i]!, status: "skipped", count: undefined, bytes: one.size }
        : undefined,
    );
  };
}

function assertNone([first, ...others]: readonly string[], where: string): void {
  if (first === undefined) return;
  const more = others.length === 0 ? "" : `, and so are ${others.length} more`;
  throw new InvalidArgumentError(
    `${where}: The file ${describeValue(first)} is there already${more}. Say by \`ifExists\` whether to "overwrite" or to "skip" such files.`,
  );
}
