import { randomBytes } from "node:crypto";
import { createReadStream, rmSync } from "node:fs";
import path from "node:path";
import { notWritableError, notWrittenError } from "../errors.ts";
import { fileSystemOf, type MakeFileSystem } from "../file-system/file-system-of.ts";
import { OutputFile } from "./output-file.ts";

/** How a file goes where it belongs. */
interface Upload {
  /** The folder in which it is collected. */
  readonly spool: string;
  readonly fileSystem: MakeFileSystem | undefined;
}

/**
 * A file that goes to a {@link FileSystem} when all of it is there. Up to then it is on the disk: elements are written one by one
 * without waiting, and what a partition comes to may not fit into memory.
 */
export class UploadedFile {
  readonly #path: string;
  readonly #upload: Upload;
  readonly #collected: string;
  readonly #file: OutputFile;

  constructor(file: string, upload: Upload) {
    this.#path = file;
    this.#upload = upload;
    this.#collected = path.join(upload.spool, randomBytes(6).toString("hex"));
    this.#file = this.#collect(() => new OutputFile(this.#collected));
  }

  write(bytes: Uint8Array): void {
    this.#collect(() => this.#file.write(bytes));
  }

  async close(): Promise<number> {
    const size = this.#collect(() => this.#file.close());
    const bytes = createReadStream(this.#collected);
    // What goes wrong is told to who reads it. A file system that fails before it does leaves nobody to tell.
    bytes.on("error", () => {});
    try {
      const fileSystem = fileSystemOf(this.#path, this.#upload.fileSystem);
      if (fileSystem.write === undefined) throw notWritableError();
      await fileSystem.write(this.#path, bytes);
    } catch (error) {
      throw notWrittenError(this.#path, error);
    } finally {
      // One that fails in the middle has left it open.
      bytes.destroy();
      rmSync(this.#collected, { force: true });
    }
    return size;
  }

  abandon(): void {
    this.#file.abandon();
  }

  #collect<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      throw notWrittenError(this.#path, error);
    }
  }
}
