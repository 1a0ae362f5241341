import { createHash } from "node:crypto";

/** A job that was done. */
export interface Done {
  readonly ms: number;
  /** What it came to: a number, or how many there are and what tells them from others. */
  readonly result: string;
}

/** What a job came to, in one line. */
export function summarise(result: unknown): Pick<Done, "result"> {
  if (!Array.isArray(result)) return { result: String(result) };
  const digest = createHash("sha256").update(JSON.stringify(result)).digest("hex").slice(0, 16);
  return { result: `${result.length} of ${digest}` };
}
