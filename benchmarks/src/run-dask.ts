import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Python as the path has it; and Debian's own, the only one that sees the package python3-dask. */
const pythons = ["python3", "/usr/bin/python3"];

// What is compiled has no copy of the programs.
const sources = new URL("../src/", import.meta.url);

/**
 * Runs a program of dask.bag.
 *
 * @param program - a file among the sources that prints one value as JSON
 * @param args - what it is given
 * @returns what it prints; undefined where dask.bag is not installed
 */
export async function runDask<T>(
  program: string,
  args: readonly (string | number)[],
): Promise<T | undefined> {
  const python = await findDask();
  if (python === undefined) return undefined;
  const file = fileURLToPath(new URL(program, sources));
  const { stdout } = await promisify(execFile)(python, [file, ...args.map(String)]);
  return JSON.parse(stdout) as T;
}

async function findDask(): Promise<string | undefined> {
  for (const python of pythons) {
    const hasDask = promisify(execFile)(python, ["-c", "import dask.bag"]).then(
      () => true,
      () => false,
    );
    if (await hasDask) return python;
  }
  return undefined;
}
