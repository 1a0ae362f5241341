import { statSync, type Stats } from "node:fs";
import { writeWith, Bag, type ElementWriter } from "@holdall/bag";
import { describeValue, InvalidArgumentError } from "@holdall/core";
import { z } from "zod";
import { nameFiles, type OutputPath } from "./name-files.ts";
import { removeTemporaryFiles } from "./temporary-files.ts";
import type { WrittenFile } from "./written-file.ts";

/** What is done about files that are there already: an option of all that writes files. */
export interface IfExistsOption {
  /**
   * What is done about files that are there already, which is looked at when a run is made, before any of it runs. With
   * `"error"` nothing runs then; with `"skip"` their partitions are neither computed nor written.
   *
   * A bag that has been computed takes the files for its own: `"error"` is for those that were there before.
   * @default "error"
   */
  readonly ifExists?: "error" | "overwrite" | "skip" | undefined;
}

/** The schema of {@link IfExistsOption}. */
export const ifExistsShape: { readonly ifExists: z.ZodType<IfExistsOption["ifExists"]> } = {
  ifExists: z.enum(["error", "overwrite", "skip"]).describe('"error", "overwrite" or "skip"').optional(),
};

/** Elements, and how they become files. */
export interface FilesToWrite<T, P> extends IfExistsOption {
  readonly bag: Bag<T>;
  readonly path: OutputPath;
  /** What the user called. */
  readonly operation: string;
  /** What names in a folder end with. */
  readonly extension: string;
  /** What goes to the worker that writes the file. */
  readonly placeOf: (file: string) => P;
  readonly open: (place: P) => ElementWriter<T, WrittenFile>;
}

/** A bag of what came of each file. */
export function writeFiles<T, P>({
  bag,
  path,
  ifExists = "error",
  operation,
  extension,
  placeOf,
  open,
}: FilesToWrite<T, P>): Bag<WrittenFile> {
  const where = `${operation}()`;
  if (!Bag.is(bag))
    throw new InvalidArgumentError(`${where}: Expected \`bag\` to be a Bag, got ${describeValue(bag)}.`);
  const files = nameFiles(path, { npartitions: bag.npartitions, extension, where });
  return writeWith(bag, files.map(placeOf), open, {
    operation,
    begin: createCheck(files, { ifExists, where }),
    end: () => removeTemporaryFiles(files),
  });
}

interface CheckOptions {
  readonly ifExists: "error" | "overwrite" | "skip";
  readonly where: string;
}

/** Looks which files are there, and says what they are where they are to be left alone. */
function createCheck(
  files: readonly string[],
  { ifExists, where }: CheckOptions,
): () => (WrittenFile | undefined)[] {
  let isOwn = false;
  return () => {
    const stats = files.map(statsOf);
    if (ifExists === "error" && !isOwn) {
      assertNone(
        files.filter((_, i) => stats[i] !== undefined),
        where,
      );
    }
    isOwn = true;
    return stats.map((one, i) =>
      ifExists === "skip" && one?.isFile() === true
        ? { path: files[i]!, status: "skipped", count: undefined, bytes: one.size }
        : undefined,
    );
  };
}

// What keeps a file from being looked at keeps it from being written, which then says so.
function statsOf(file: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function assertNone([first, ...others]: readonly string[], where: string): void {
  if (first === undefined) return;
  const more = others.length === 0 ? "" : `, and so are ${others.length} more`;
  throw new InvalidArgumentError(
    `${where}: The file ${describeValue(first)} is there already${more}. Say by \`ifExists\` whether to "overwrite" or to "skip" such files.`,
  );
}
