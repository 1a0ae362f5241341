import { readFileSync } from "node:fs";

/** The largest memory of this process so far, in bytes. */
export function peakMemory(): number {
  return (process.platform === "linux" ? readHighWaterMark() : process.resourceUsage().maxRSS) * 1024;
}

/** Linux counts the memory of the process that started this one in `maxRSS`, and not here. */
function readHighWaterMark(): number {
  return Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))![1]);
}
