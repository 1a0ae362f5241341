import { readFileSync } from "node:fs";

/** When a process started, in ticks since the machine did; nothing where that cannot be seen. */
export function startOfProcess(pid: number): string | undefined {
  try {
    // The name, in parentheses, may hold anything; the start is the 20th field after it.
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)!.split(" ")[19];
  } catch {
    return undefined;
  }
}

/**
 * Whether a process of this machine has not ended.
 * @param started - what `startOfProcess` said of it: another process may have been given the number of one that ended
 */
export function isRunningProcess(pid: number, started: string | undefined): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  return startOfProcess(pid) === started;
}
