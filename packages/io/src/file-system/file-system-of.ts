import { describeValue, InvalidArgumentError } from "@holdall/core/task";
import type { FileSystem } from "./file-system.ts";
import { createHttpFiles } from "./http/http-files.ts";
import { createS3Files } from "./s3/s3-files.ts";
import { localFiles } from "./local-files.ts";

/** Makes a file system where it is used: it cannot travel itself, with what it holds open. */
export type MakeFileSystem = () => FileSystem;

const scheme = /^(?<name>[a-z][a-z0-9+.-]+):\/\//i;

/** What a path begins with before `://`, in lower case; nothing where that is no more than one letter, as of a drive. */
export function schemeOf(path: string): string | undefined {
  return scheme.exec(path)?.groups!["name"]!.toLowerCase();
}

/** Makes the file systems that are there without being given, by the schemes of their paths. */
const makers: Readonly<Record<string, MakeFileSystem>> = {
  http: createHttpFiles,
  https: createHttpFiles,
  s3: createS3Files,
};

/** The schemes that need no `fileSystem`. */
export const knownSchemes: readonly string[] = Object.keys(makers);

// Connections are kept for what a worker reads next. A function that was sent stays the same one in a worker, as long as
// what it captures does.
const made = new WeakMap<MakeFileSystem, FileSystem>();

/** What reads and writes a file: what was given to do so, or what there is for the scheme of its path. */
export function fileSystemOf(path: string, given: MakeFileSystem | undefined): FileSystem {
  const make = given ?? makers[schemeOf(path) ?? ""] ?? localFiles;
  let fileSystem = made.get(make);
  if (fileSystem === undefined) {
    fileSystem = make();
    assertFileSystem(fileSystem);
    made.set(make, fileSystem);
  }
  return fileSystem;
}

function assertFileSystem(value: Partial<FileSystem> | null | undefined): void {
  if (typeof value?.stat === "function" && typeof value.read === "function") return;
  throw new InvalidArgumentError(
    `Expected \`fileSystem\` to make an object with the functions \`stat\` and \`read\`, got ${describeValue(value)}.`,
  );
}

/** The same, which stops reading when the run is over. */
export function withSignal(fileSystem: FileSystem, signal: AbortSignal): Pick<FileSystem, "read"> {
  return { read: (path, range) => fileSystem.read(path, { ...range, signal }) };
}
