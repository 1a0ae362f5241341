/** One value that cannot travel, and why. */
export interface Culprit {
  /** The captured variable that holds it; `undefined` where it is a function that cannot travel, or no variable holds it. */
  readonly variable: string | undefined;
  /** The way from the variable, or from the serialized value, to it: `options.db.socket`. */
  readonly path: string;
  /** The same in the words of whoever had it serialized, where `describePath` gave any. */
  readonly given?: string | undefined;
  /** The function that captures the variable, or cannot travel itself. */
  readonly functionName: string | undefined;
  /** Where that function stands: `file:line:column`. */
  readonly location: string | undefined;
  /** Why it cannot travel: a clause that goes on from the path. */
  readonly reason: string;
  /** What to write instead: a sentence. */
  readonly remedy: string;
}

/** The codes of {@link ClosureError}. */
export type ClosureErrorCode =
  | "HOLDALL_CLOSURE_NOT_SERIALIZABLE"
  | "HOLDALL_CLOSURE_BAD_ARGUMENT"
  | "HOLDALL_CLOSURE_BAD_DATA"
  | "HOLDALL_CLOSURE_IMPORT_FAILED";

/**
 * Thrown when a value cannot be serialized (one error for all that stands in the way, before anything runs) or cannot be
 * revived.
 *
 * @example
 * ```ts
 * import { ClosureError, serialize } from "@holdall/closure";
 *
 * const pending = Promise.resolve(1);
 * try {
 *   serialize(() => pending);
 * } catch (error) {
 *   if (error instanceof ClosureError) console.log(error.culprits[0]?.path); // pending
 * }
 * ```
 */
export class ClosureError extends Error {
  static {
    this.prototype.name = "ClosureError";
  }

  /** Stable: to be tested instead of the message. */
  readonly code: ClosureErrorCode;
  /** Every value that stands in the way; empty where the code is not `HOLDALL_CLOSURE_NOT_SERIALIZABLE`. */
  readonly culprits: readonly Culprit[];

  constructor(
    code: ClosureErrorCode,
    message: string,
    options: { culprits?: readonly Culprit[]; cause?: unknown } = {},
  ) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.culprits = options.culprits ?? [];
  }
}

/** One error for all culprits. */
export function createNotSerializableError(culprits: readonly Culprit[]): ClosureError {
  const lines = culprits.map(describeCulprit);
  const message =
    lines.length === 1
      ? (lines[0] ?? "")
      : `${lines.length} values cannot travel:\n${lines.map((line) => `  - ${line}`).join("\n")}`;
  return new ClosureError("HOLDALL_CLOSURE_NOT_SERIALIZABLE", message, { culprits });
}

function describeCulprit(culprit: Culprit): string {
  return `${describeSubject(culprit)} ${culprit.reason}. ${culprit.remedy}`;
}

/** What a message about a value begins with: where it is, and who captures it. */
export function describeSubject({
  variable,
  path,
  given,
  functionName,
  location,
}: Pick<Culprit, "variable" | "path" | "given" | "functionName" | "location">): string {
  const place = location === undefined ? "" : ` (${location})`;
  const name = functionName === undefined || functionName === "" ? "(anonymous)" : `\`${functionName}\``;
  if (variable !== undefined) return `\`${path}\`, captured by function ${name}${place},`;
  if (functionName !== undefined) {
    const reached = given ?? (path === "" ? undefined : `reached as \`${path}\``);
    return `Function ${name}${place}${reached === undefined ? "" : `, ${reached},`}`;
  }
  if (given !== undefined) return `A value ${given}`;
  return path === "" ? "The value" : `\`${path}\` of the value`;
}
