import { statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describeValue, InvalidArgumentError } from "@holdall/core";
import { globSync, isDynamicPattern } from "tinyglobby";
import { versionOf } from "./file-system/local-files.ts";

/** A file as it is when a bag of it is made. */
export interface ListedFile {
  /** Absolute, so that it is the same for workers. */
  readonly path: string;
  /** Bytes; `Infinity` where that is not known, or it can only be read from its beginning. */
  readonly size: number;
  /** What is another one when its content is. */
  readonly version: string | undefined;
}

/** Where files are: a path, a pattern, a `file:` URL, or a list of these. */
export type FilePaths = string | URL | readonly (string | URL)[];

/**
 * Finds files, and how long they are. Those of a pattern come in the order of their paths.
 * @throws InvalidArgumentError when a path names no file, or a pattern matches none
 */
export function listFiles(paths: unknown, where: string): ListedFile[] {
  const list: readonly unknown[] = Array.isArray(paths) ? paths : [paths];
  if (list.length === 0)
    throw new InvalidArgumentError(`${where}: Expected at least one path, got an empty array.`);
  return list.flatMap((one) => find(one, where));
}

function find(one: unknown, where: string): ListedFile[] {
  if (one instanceof URL && one.protocol === "file:") return [stat(fileURLToPath(one), where)];
  if (typeof one !== "string" || one === "") {
    throw new InvalidArgumentError(
      `${where}: Expected \`paths\` to be a path, a pattern, a file: URL or an array of these, got ${describeValue(one)}.`,
    );
  }
  // A file may have a name that looks like a pattern.
  const isPattern = isDynamicPattern(one) && statSync(one, { throwIfNoEntry: false }) === undefined;
  if (!isPattern) return [stat(path.resolve(one), where)];
  const matches = globSync(one, { absolute: true, expandDirectories: false }).sort();
  if (matches.length === 0)
    throw new InvalidArgumentError(`${where}: No file matches the pattern ${describeValue(one)}.`);
  return matches.map((match) => stat(match, where));
}

function stat(file: string, where: string): ListedFile {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined)
    throw new InvalidArgumentError(`${where}: There is no file ${describeValue(file)}.`);
  if (!stats.isFile())
    throw new InvalidArgumentError(
      `${where}: Expected ${describeValue(file)} to be a file. Name the files in a folder by a pattern, as in "folder/*.txt".`,
    );
  return { path: file, size: stats.size, version: versionOf(stats) };
}
