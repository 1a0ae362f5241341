import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";

/**
 * Runs a program as a user does; one in TypeScript by tsx.
 *
 * @returns the lines it prints
 * @throws if it fails, or has not ended by itself after 50 seconds
 */
export async function runProgram(file: string): Promise<{ stdout: string[]; stderr: string[] }> {
  const args = file.endsWith(".ts") ? ["--import", "tsx", file] : [file];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, {
    // Where the files that it writes are in nobody's way.
    cwd: path.dirname(file),
    timeout: 50_000,
  });
  return { stdout: splitLines(stdout), stderr: splitLines(stderr) };
}

function splitLines(text: string): string[] {
  return text === "" ? [] : text.trimEnd().split("\n");
}
