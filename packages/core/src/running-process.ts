import { readFileSync } from "node:fs";

/** When a process started, in ticks since the machine did; nothing where that cannot be seen. */
export function startOfProcess(pid: number): string | undefined {
  return readStat(pid)?.[19];
}

/**
 * Whether a process of this machine has not ended.
 * @param started - what `startOfProcess` said of it, where it said something: another process may have been given the number
 * of one that ended
 */
export function isRunningProcess(pid: number, started?: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  const stat = readStat(pid);
  // It has ended, and whoever started it has not looked yet.
  if (stat?.[0] === "Z") return false;
  return started === undefined || stat?.[19] === started;
}

/** What Linux says of a process, but for its number and its name, which is in parentheses and may hold anything. */
function readStat(pid: number): readonly string[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)!.split(" ");
  } catch {
    return undefined;
  }
}
