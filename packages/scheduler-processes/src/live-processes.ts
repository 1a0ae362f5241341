import type { ChildProcess } from "node:child_process";
import type { ErrorOutput } from "./error-output.ts";
import { Reaper } from "./reaper.ts";

// A child in a tight loop does not notice that its parent has ended; so the parent ends it, whatever ends the parent.
const live = new Map<ChildProcess, ErrorOutput>();
const reaper = new Reaper();

/** Makes sure that a child does not outlive this process, nor what it has written get lost. */
export function endWithThisProcess(child: ChildProcess, errorOutput: ErrorOutput): void {
  if (live.size === 0) process.on("exit", endAll);
  live.set(child, errorOutput);
  watch();
  child.once("exit", () => {
    live.delete(child);
    if (live.size === 0) process.off("exit", endAll);
    watch();
  });
}

function watch(): void {
  reaper.watch([...live.keys()].flatMap(({ pid }) => pid ?? []));
}

function endAll(): void {
  for (const child of live.keys()) child.kill("SIGKILL");
  for (const errorOutput of live.values()) errorOutput.drain();
  reaper.stop();
}
