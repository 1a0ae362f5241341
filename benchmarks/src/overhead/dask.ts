import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Microseconds for each partition. */
export interface DaskOverhead {
  readonly version: string;
  readonly threads: number;
  readonly processes: number;
}

/** Python as the path has it; and Debian's own, the only one that sees the package python3-dask. */
const pythons = ["python3", "/usr/bin/python3"];

// Beside the sources: what is compiled has no copy of it.
const program = fileURLToPath(new URL("../../src/overhead/dask_overhead.py", import.meta.url));

/** Measures dask.bag on the same partitions; undefined where it is not installed. */
export async function measureDask(tasks: number, workers: number): Promise<DaskOverhead | undefined> {
  const python = await findDask();
  if (python === undefined) return undefined;
  const { stdout } = await promisify(execFile)(python, [program, String(tasks), String(workers)]);
  return JSON.parse(stdout) as DaskOverhead;
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
