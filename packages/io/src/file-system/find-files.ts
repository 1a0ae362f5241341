import picomatch from "picomatch";
import { describeValue, InvalidArgumentError } from "@holdall/core/task";
import type { FileStat, FileSystem, FoundFile } from "./file-system.ts";
import { fileSystemOf, type MakeFileSystem } from "./file-system-of.ts";

/** What is found by a path: one file, all files of a pattern in the order of their paths, or nothing. */
export type FoundByPath =
  | { readonly kind: "file"; readonly file: FoundFile }
  | { readonly kind: "pattern"; readonly files: readonly FoundFile[] }
  | { readonly kind: "nothing" };

// As many at a time as a service is asked.
const concurrency = 16;

/** Finds files by paths and patterns. */
export async function findFiles(
  paths: readonly string[],
  given: MakeFileSystem | undefined,
): Promise<FoundByPath[]> {
  const found: FoundByPath[] = [];
  const left = paths.entries();
  const findNext = async (): Promise<void> => {
    for (const [i, path] of left) found[i] = await findByPath(path, fileSystemOf(path, given));
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, paths.length) }, findNext));
  return found;
}

async function findByPath(path: string, fileSystem: FileSystem): Promise<FoundByPath> {
  // A file may have a name that looks like a pattern.
  const stat = await fileSystem.stat(path);
  if (stat !== undefined) return { kind: "file", file: parseFound(path, stat) };
  const start = path.search(special);
  if (fileSystem.list === undefined || start < 0) return { kind: "nothing" };
  const isMatch = createMatch(path);
  const files: FoundFile[] = [];
  for await (const file of fileSystem.list(path.slice(0, start)))
    if (isMatch(file.path)) files.push(parseFound(file.path, file));
  return { kind: "pattern", files: files.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

/** @throws InvalidArgumentError where a file system does not say how long a file is as it should */
function parseFound(path: string, stat: FileStat | null): FoundFile {
  const size = stat?.size;
  if (stat !== null && (size === undefined || (Number.isSafeInteger(size) && size >= 0)))
    return { path, size, version: stat.version };
  throw new InvalidArgumentError(
    `Expected \`fileSystem\` to say of ${describeValue(path)} that its \`size\` is a whole number from 0 up, or undefined, got ${describeValue(stat === null ? stat : size)}.`,
  );
}

// What a pattern may begin with. Where it is too early, more is listed than has to be.
const special = /[*?[\]{}()!+@|\\]/;
const scheme = /^[a-z][a-z0-9+.-]+:\/\//i;

function createMatch(pattern: string): (path: string) => boolean {
  const [head = ""] = scheme.exec(pattern) ?? [];
  const isMatch = picomatch(pattern.slice(head.length));
  return (path) => path.startsWith(head) && isMatch(path.slice(head.length));
}
