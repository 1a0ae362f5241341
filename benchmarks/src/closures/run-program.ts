import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/**
 * Runs one of the programs in a process of its own.
 *
 * @param name - of the file in `programs`
 * @param count - the argument it takes
 * @param execArgv - options for Node
 * @returns what it prints, as JSON
 */
export async function runProgram<T>(name: string, count: number, execArgv: string[] = []): Promise<T> {
  const file = fileURLToPath(new URL(`./programs/${name}.js`, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [...execArgv, file, String(count)]);
  return JSON.parse(stdout) as T;
}
