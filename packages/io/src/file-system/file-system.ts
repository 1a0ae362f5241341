/**
 * Where files are that are read and written: one for local files, one for what a server of HTTP has, one for objects in S3,
 * and those of your own, for other services.
 *
 * Readers ask it for how long files are when a bag is made, and for ranges of bytes when it is computed; writers give it
 * whole files. It is made where it is used, in each worker once, and its methods are called from several tasks at a time.
 * What goes wrong, a promise is rejected with; a run then fails with a `TaskError` that has it as its `cause`.
 *
 * Paths are those that readers and writers were given, as they were: what they mean is the file system's business.
 *
 * @example
 * ```ts
 * import type { FileSystem } from "@holdall/io";
 *
 * // Files in memory. A real one would ask a service.
 * function memoryFiles(contents: Map<string, Uint8Array>): FileSystem {
 *   return {
 *     async stat(path) {
 *       const bytes = contents.get(path);
 *       return bytes && { size: bytes.length };
 *     },
 *     async *list(prefix) {
 *       for (const [path, bytes] of contents) if (path.startsWith(prefix)) yield { path, size: bytes.length };
 *     },
 *     async *read(path, { start, end }) {
 *       yield contents.get(path)!.subarray(start, end);
 *     },
 *     async write(path, bytes) {
 *       const pieces: Uint8Array[] = [];
 *       for await (const piece of bytes) pieces.push(Buffer.from(piece));
 *       contents.set(path, Buffer.concat(pieces));
 *     },
 *   };
 * }
 *
 * const files = memoryFiles(new Map([["mem:/a", Buffer.from("hello")]]));
 * console.log(await files.stat("mem:/a")); // { size: 5 }
 * ```
 */
export interface FileSystem {
  /** How a file is now; `undefined` where there is none. */
  stat(path: string): Promise<FileStat | undefined>;
  /**
   * All files whose paths begin with this. Where it is left out, files cannot be found by patterns, and what looks like a
   * pattern is a path.
   */
  list?(prefix: string): AsyncIterable<FoundFile>;
  /**
   * The bytes of a range, in order and in pieces of any size. A reader that has enough leaves the iteration early, on which
   * what was opened is to be closed. A dropped connection is best dealt with here, by going on from the byte that was
   * reached.
   */
  read(path: string, range: FileRange): AsyncIterable<Uint8Array>;
  /**
   * Writes a file as a whole: nobody is to see it before its last byte is there, and nothing of it is to stay when the
   * iteration of its bytes fails. What was there is replaced. A piece is good until the next one is asked for. Where this is
   * left out, files cannot be written.
   */
  write?(path: string, bytes: AsyncIterable<Uint8Array>): Promise<void>;
}

/** What is known of a file. */
export interface FileStat {
  /**
   * How many bytes it has. `undefined` for one of which that is not known, or that cannot be read from the middle: it is read
   * whole, from its first byte on, and never cut into blocks.
   */
  readonly size: number | undefined;
  /**
   * What is another one when the content is another one: an etag, the time of the last change. It goes along with what is read
   * later. Where it is left out nobody can tell whether a file has changed meanwhile.
   */
  readonly version?: string | undefined;
}

/** A file that was found. */
export interface FoundFile extends FileStat {
  readonly path: string;
}

/** Which bytes of a file are read. */
export interface FileRange {
  /** The first byte, counted from 0. */
  readonly start: number;
  /** One past the last byte: never behind the end of a file of which the size is known, and `Infinity` for one of which it is not. */
  readonly end: number;
  /**
   * What `stat` or `list` said the version is. To read from a file that has another one by now is to be an error, not a
   * mixture of both.
   */
  readonly version?: string | undefined;
  /** Aborted when the run is over: what is under way is to end, or it keeps the process alive. */
  readonly signal?: AbortSignal | undefined;
}
