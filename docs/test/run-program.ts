import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { root } from "./list-pages.ts";

/**
 * Runs a TypeScript program as a user does.
 *
 * @returns the lines it prints
 * @throws if it fails, or has not ended by itself after 50 seconds
 */
export async function runProgram(file: string): Promise<{ stdout: string[]; stderr: string[] }> {
  const args = ["--import", "tsx", file];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, {
    cwd: root,
    timeout: 50_000,
  });
  return { stdout: splitLines(stdout), stderr: splitLines(stderr) };
}

function splitLines(text: string): string[] {
  return text === "" ? [] : text.trimEnd().split("\n");
}
