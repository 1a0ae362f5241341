import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";

/** The lines that a program prints. */
export interface Printed {
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
}

/**
 * Runs a program as a user does; one in TypeScript by tsx.
 * @throws if it fails, or has not ended by itself after 50 seconds
 */
export async function runProgram(file: string): Promise<Printed> {
  const args = file.endsWith(".ts") ? ["--import", "tsx", file] : [file];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, {
    // Where the files that it writes are in nobody's way.
    cwd: path.dirname(file),
    timeout: 50_000,
  });
  return { stdout: splitLines(stdout), stderr: splitLines(stderr) };
}

export function splitLines(text: string): string[] {
  return text === "" ? [] : text.trimEnd().split("\n");
}
