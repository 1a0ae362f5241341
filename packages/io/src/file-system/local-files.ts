import type { Stats } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { changedFileError, shortFileError, unreadableError } from "../errors.ts";
import { temporaryPath } from "../write/temporary-files.ts";
import type { FileRange, FileSystem, FoundFile } from "./file-system.ts";

// Bytes that are read at a time.
const pieceBytes = 2 ** 20;

/**
 * The files of this machine as a {@link FileSystem}, by their paths. What readers and writers do with paths of local files
 * means the same, and is synchronous besides.
 *
 * A file is written beside its place under a hidden name, and is given its own when it is on the disk.
 *
 * @example
 * ```ts
 * import { writeFileSync } from "node:fs";
 * import { localFiles } from "@holdall/io";
 *
 * writeFileSync("greeting.txt", "hello, world");
 * for await (const bytes of localFiles().read("greeting.txt", { start: 7, end: 12 })) {
 *   console.log(Buffer.from(bytes).toString()); // world
 * }
 * ```
 */
export function localFiles(): FileSystem {
  return { stat: statLocal, list: listLocal, read: readLocal, write: writeLocal };
}

/** What is another one when a file has been written to. */
export function versionOf({ mtimeMs, size }: Stats): string {
  return `${mtimeMs}-${size}`;
}

async function statLocal(file: string): Promise<{ size: number; version: string } | undefined> {
  const [stats] = await stat(file).then((found) => [found], nothingWithout);
  return stats?.isFile() ? { size: stats.size, version: versionOf(stats) } : undefined;
}

async function* listLocal(prefix: string): AsyncGenerator<FoundFile> {
  const start = path.normalize(prefix);
  // It may end in the middle of a name.
  const folder = start.endsWith(path.sep) ? start : path.dirname(start);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }).catch(nothingWithout)) {
    const file = path.join(entry.parentPath, entry.name);
    const stats = file.startsWith(start) ? await statLocal(file) : undefined;
    if (stats !== undefined) yield { path: file, ...stats };
  }
}

function nothingWithout(error: NodeJS.ErrnoException): never[] {
  if (error.code === "ENOENT") return [];
  throw error;
}

async function* readLocal(file: string, { start, end, version }: FileRange): AsyncGenerator<Uint8Array> {
  const handle = await open(file, "r");
  try {
    if (version !== undefined && versionOf(await handle.stat()) !== version) throw changedFileError(file);
    let at = start;
    while (at < end) {
      const piece = Buffer.allocUnsafeSlow(Math.min(pieceBytes, end - at));
      const { bytesRead } = await handle.read(piece, 0, piece.length, at).catch((error: unknown) => {
        throw unreadableError(file, at, error);
      });
      if (bytesRead === 0) {
        if (end === Infinity) return;
        throw shortFileError(file, { size: end, end: at });
      }
      at += bytesRead;
      yield piece.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

async function writeLocal(file: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = temporaryPath(file);
  const handle = await open(temporary, "wx");
  try {
    try {
      for await (const piece of bytes) await handle.writeFile(piece);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
