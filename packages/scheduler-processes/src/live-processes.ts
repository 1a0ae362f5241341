import type { ChildProcess } from "node:child_process";

// A child in a tight loop does not notice that its parent has ended; so the parent ends it, whatever ends the parent.
const live = new Set<ChildProcess>();

/** Makes sure that a child does not outlive this process. */
export function endWithThisProcess(child: ChildProcess): void {
  if (live.size === 0) process.on("exit", endAll);
  live.add(child);
  child.once("exit", () => {
    live.delete(child);
    if (live.size === 0) process.off("exit", endAll);
  });
}

function endAll(): void {
  for (const child of live) child.kill("SIGKILL");
}
