import { HoldallError } from "../errors.ts";

/** Results that wait for tasks to come could not be written to files, or not be read again: `cause` says why. */
export class SpillError extends HoldallError {
  /** The folder of the files, or the file at fault. */
  readonly path: string;

  constructor(path: string, message: string, cause: unknown) {
    super("HOLDALL_SPILL_FAILED", message, { cause });
    this.path = path;
  }

  static {
    this.prototype.name = "SpillError";
  }
}

/** @param path - of the folder, or of the file that was written to */
export function cannotWrite(path: string, cause: unknown): SpillError {
  return new SpillError(
    path,
    `Results beyond \`memoryLimit\` could not be written to ${JSON.stringify(path)}: ${(cause as Error).message}. ` +
      "Make room there, let the environment variable TMPDIR name another folder, or allow for more memory with `memoryLimit`.",
    cause,
  );
}

/** @param path - of the file */
export function cannotRead(path: string, cause: unknown): SpillError {
  return new SpillError(
    path,
    `Results that were written to the temporary file ${JSON.stringify(path)} could not be read again: ${(cause as Error).message}. ` +
      "The file was removed or changed while the run still needed it.",
    cause,
  );
}
