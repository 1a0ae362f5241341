import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import { notWrittenError } from "../errors.ts";
import { makeFolder } from "./make-folder.ts";
import { temporaryPath } from "./temporary-files.ts";

/**
 * The bytes of a file under way. It has its name only when all of it is on the disk: until then it is a temporary file
 * beside, which is removed when something fails.
 */
export class OutputFile {
  readonly #path: string;
  readonly #temporary: string;
  #descriptor: number | undefined;
  #bytes = 0;

  /** @throws an error that names the file when it cannot be made */
  constructor(file: string) {
    this.#path = file;
    this.#temporary = temporaryPath(file);
    this.#try(() => {
      makeFolder(path.dirname(file));
      this.#descriptor = openSync(this.#temporary, "wx");
    });
  }

  write(bytes: Uint8Array): void {
    this.#try(() => {
      let written = 0;
      while (written < bytes.length) written += writeSync(this.#descriptor!, bytes, written);
    });
    this.#bytes += bytes.length;
  }

  /** Gives the file its name. @returns how many bytes it has */
  close(): number {
    return this.#try(() => {
      fsyncSync(this.#descriptor!);
      this.#release();
      renameSync(this.#temporary, this.#path);
      return this.#bytes;
    });
  }

  /** Leaves nothing of it. Throws nothing: why it is abandoned is what is to be told. */
  abandon(): void {
    try {
      this.#release();
      rmSync(this.#temporary, { force: true });
    } catch {
      // It is removed when the run is over, if there is anything to remove.
    }
  }

  #release(): void {
    if (this.#descriptor === undefined) return;
    const descriptor = this.#descriptor;
    this.#descriptor = undefined;
    closeSync(descriptor);
  }

  #try<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      this.abandon();
      throw notWrittenError(this.#path, error);
    }
  }
}
