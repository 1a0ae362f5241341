import { HoldallError } from "@holdall/core/task";

/** Results cannot be stored in a directory, or not be found in it; `cause` is the error of the file system, if there was one. */
export class CheckpointError extends HoldallError {
  /** Absolute path of the directory. */
  readonly directory: string;

  constructor(directory: string, message: string, options?: ErrorOptions) {
    super("HOLDALL_CHECKPOINT", message, options);
    this.directory = directory;
  }

  static {
    this.prototype.name = "CheckpointError";
  }
}

/** The directory cannot be made, read or written. */
export function cannotUse(directory: string, cause: unknown): CheckpointError {
  return new CheckpointError(
    directory,
    `The checkpoint directory ${JSON.stringify(directory)} cannot be used: ${messageOf(cause)}`,
    { cause },
  );
}

/** Results could not be written. */
export function cannotStore(directory: string, cause: unknown): CheckpointError {
  const isFull = ["ENOSPC", "EDQUOT"].includes((cause as { readonly code?: string }).code ?? "");
  const what = isFull ? "The disk is full: no more" : "No more";
  return new CheckpointError(
    directory,
    `${what} results can be stored in the checkpoint directory ${JSON.stringify(directory)}: ${messageOf(cause)}. ` +
      "What was stored before is kept: make room, and run the same again.",
    { cause },
  );
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** Tells the user of results that are there but cannot be used, and so are computed anew. */
export function warnOfDamage(file: string, why: string): void {
  process.emitWarning(
    `The checkpoint file ${JSON.stringify(file)} is damaged (${why}). What was stored in it is computed anew.`,
    { code: "HOLDALL_CHECKPOINT_DAMAGED" },
  );
}
