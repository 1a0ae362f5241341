import * as fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describeValue, InvalidArgumentError } from "@holdall/core";
import { globSync, isDynamicPattern } from "tinyglobby";
import { askFiles } from "./file-system/ask-files.ts";
import { knownSchemes, schemeOf, type MakeFileSystem } from "./file-system/file-system-of.ts";
import type { FoundByPath } from "./file-system/find-files.ts";
import { versionOf } from "./file-system/local-files.ts";

/** A file as it is when a bag of it is made. */
export interface ListedFile {
  /** Absolute, so that it is the same for workers; or as its file system has it. */
  readonly path: string;
  /** Bytes; `Infinity` where that is not known, or it can only be read from its beginning. */
  readonly size: number;
  /** What is another one when its content is. */
  readonly version: string | undefined;
  /** Whether it is read by a {@link FileSystem}, which is asynchronous, rather than from the disk. */
  readonly isRemote: boolean;
}

/**
 * Where files are: a path, a pattern, a URL (`file:`, `http:`, `https:`, `s3:`), or a list of these. What the paths of other
 * file systems look like is up to them.
 */
export type FilePaths = string | URL | readonly (string | URL)[];

/** How files are found. */
export interface Listing {
  /** The call, for messages. */
  readonly where: string;
  /** What makes the file system of all paths. */
  readonly fileSystem?: MakeFileSystem | undefined;
}

/**
 * Finds files, and how long they are. Those of a pattern come in the order of their paths. Remote ones are asked for
 * together, and waited for.
 * @throws InvalidArgumentError when a path names no file, or one that nobody may look at, or a pattern matches none
 */
export function listFiles(paths: unknown, listing: Listing): ListedFile[] {
  const { where, fileSystem } = listing;
  const list: readonly unknown[] = Array.isArray(paths) ? paths : [paths];
  if (list.length === 0)
    throw new InvalidArgumentError(`${where}: Expected at least one path, got an empty array.`);
  const places = list.map((one) => parsePath(one, listing));
  const remote = places.filter((place) => isRemotePath(place, listing));
  const found = remote.length === 0 ? [] : askFiles(remote, fileSystem);
  const answers = found.values();
  return places.flatMap((place) =>
    isRemotePath(place, listing)
      ? toListed(place, answers.next().value as FoundByPath, where)
      : findLocal(place, where),
  );
}

/**
 * Whether a path is one of a {@link FileSystem}, rather than of the disk.
 * @throws InvalidArgumentError where nobody knows how to read it
 */
export function isRemotePath(place: string, { where, fileSystem }: Listing): boolean {
  if (fileSystem !== undefined) return true;
  const scheme = schemeOf(place);
  if (/^https?$/.test(scheme ?? "") && !URL.canParse(place))
    throw new InvalidArgumentError(`${where}: Expected a URL, got ${describeValue(place)}.`);
  if (scheme === undefined || knownSchemes.includes(scheme)) return scheme !== undefined;
  throw new InvalidArgumentError(
    `${where}: Expected a path or a URL that begins with ${["file", ...knownSchemes].map((name) => `${name}://`).join(", ")}, got ${describeValue(place)}. For another place, say by \`fileSystem\` what it is read and written by.`,
  );
}

/** The path that a path, pattern or URL stands for. */
function parsePath(one: unknown, { where, fileSystem }: Listing): string {
  if ((typeof one !== "string" || one === "") && !(one instanceof URL)) {
    throw new InvalidArgumentError(
      `${where}: Expected \`paths\` to be a path, a pattern, a URL or an array of these, got ${describeValue(one)}.`,
    );
  }
  return toPath(String(one), { where, fileSystem });
}

/** The path of the disk that a URL stands for, unless there is a file system that knows what it means; all else as it is. */
export function toPath(place: string, { where, fileSystem }: Listing): string {
  return fileSystem === undefined && schemeOf(place) === "file" ? pathOfUrl(place, where) : place;
}

/** @throws InvalidArgumentError for what cannot be a path, or is one only in part: there are no queries on the disk */
function pathOfUrl(place: string, where: string): string {
  try {
    const url = new URL(place);
    if (url.search === "" && url.hash === "") return fileURLToPath(url);
  } catch (cause) {
    throw new InvalidArgumentError(
      `${where}: Expected the URL of a file on this machine, got ${describeValue(place)}: ${(cause as Error).message}.`,
      { cause },
    );
  }
  throw new InvalidArgumentError(
    `${where}: Expected the URL of a file without a query and a fragment, got ${describeValue(place)}. Write %3F for ? and %23 for # in a URL, or give the path itself.`,
  );
}

function toListed(place: string, found: FoundByPath, where: string): ListedFile[] {
  const files = found.kind === "pattern" ? found.files : found.kind === "file" ? [found.file] : undefined;
  if (files === undefined)
    throw new InvalidArgumentError(`${where}: There is no file ${describeValue(place)}.`);
  if (files.length === 0)
    throw new InvalidArgumentError(`${where}: No file matches the pattern ${describeValue(place)}.`);
  return files.map(({ path: file, size = Infinity, version }) => ({
    path: file,
    size,
    version,
    isRemote: true,
  }));
}

function findLocal(place: string, where: string): ListedFile[] {
  // A file may have a name that looks like a pattern.
  const isPattern = isDynamicPattern(place) && statOf(place, where) === undefined;
  if (!isPattern) return [statLocal(path.resolve(place), where)];
  const matches = listMatches(place, where);
  if (matches.length === 0)
    throw new InvalidArgumentError(`${where}: No file matches the pattern ${describeValue(place)}.`);
  return matches.map((match) => statLocal(match, where));
}

/** @throws InvalidArgumentError when there is a folder that has to be looked through and cannot be */
function listMatches(pattern: string, where: string): string[] {
  let failure: { readonly folder: string; readonly error: unknown } | undefined;
  // Those who walk through folders leave out what they cannot read.
  const readdirSync = ((...args: Parameters<typeof fs.readdirSync>) => {
    try {
      return fs.readdirSync(...args);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") failure ??= { folder: String(args[0]), error };
      throw error;
    }
  }) as typeof fs.readdirSync;
  const options = { absolute: true, expandDirectories: false, fs: { ...fs, readdirSync } };
  const matches = globSync(pattern, options).sort();
  if (failure === undefined) return matches;
  throw forbiddenError(failure.folder, where, failure.error, "a folder");
}

function statLocal(file: string, where: string): ListedFile {
  const stats = statOf(file, where);
  if (stats === undefined)
    throw new InvalidArgumentError(`${where}: There is no file ${describeValue(file)}.`);
  if (!stats.isFile())
    throw new InvalidArgumentError(
      `${where}: Expected ${describeValue(file)} to be a file. Name the files in a folder by a pattern, as in "folder/*.txt".`,
    );
  return { path: file, size: stats.size, version: versionOf(stats), isRemote: false };
}

function statOf(file: string, where: string): fs.Stats | undefined {
  try {
    return fs.statSync(file, { throwIfNoEntry: false });
  } catch (error) {
    throw forbiddenError(file, where, error);
  }
}

/** The error of a call that may not look at a file, or a folder. */
export function forbiddenError(
  place: string,
  where: string,
  cause: unknown,
  kind: "a file" | "a folder" = "a file",
): InvalidArgumentError {
  return new InvalidArgumentError(
    `${where}: Expected ${describeValue(place)} to be ${kind} that can be read, but ${(cause as Error).message}.`,
    { cause },
  );
}
