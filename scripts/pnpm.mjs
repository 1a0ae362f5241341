import { runProgram } from "./run-program.mjs";
import { readJson } from "./workspace.mjs";

/**
 * Runs pnpm, in the version that the root's `packageManager` names. npx fetches it: a machine needs no more than
 * what comes with Node.
 *
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 * @returns {Promise<number>} its exit code
 */
export function runPnpm(args, options) {
  const { packageManager } = readJson("package.json");
  // On Windows npx is a batch file, which only a shell can start.
  return runProgram("npx", ["--yes", packageManager, ...args], {
    shell: process.platform === "win32",
    ...options,
  });
}
