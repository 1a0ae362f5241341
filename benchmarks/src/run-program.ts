import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";

/**
 * Runs a program in a process of its own. What it says on standard error is shown at once.
 *
 * @param program - a module that prints one value as JSON
 * @param args - what it is given
 * @param execArgv - options for Node
 * @returns what it prints
 */
export async function runProgram<T>(
  program: URL,
  args: readonly (string | number)[] = [],
  execArgv: readonly string[] = [],
): Promise<T> {
  const running = promisify(execFile)(process.execPath, [
    ...execArgv,
    fileURLToPath(program),
    ...args.map(String),
  ]);
  running.child.stderr?.pipe(process.stderr, { end: false });
  const { stdout } = await running;
  return JSON.parse(stdout) as T;
}
