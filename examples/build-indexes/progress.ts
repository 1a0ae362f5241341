import type { RunHooks } from "holdall";

/** Prints how far a run has come: a line that grows in a terminal, four lines in a file. */
export function showProgress(name: string): RunHooks {
  let shown = 0;
  return {
    posttask({ finished, total }) {
      const quarters = Math.floor((4 * finished) / total);
      if (process.stdout.isTTY) {
        const bar = "█".repeat(Math.floor((30 * finished) / total)).padEnd(30, "·");
        process.stdout.write(`\r${name.padEnd(10)} ${bar} ${finished}/${total} tasks`);
      } else if (quarters > shown) {
        process.stdout.write(`${name.padEnd(10)} ${25 * quarters} %\n`);
      }
      shown = quarters;
    },
    finish() {
      if (process.stdout.isTTY) process.stdout.write("\n");
    },
  };
}
