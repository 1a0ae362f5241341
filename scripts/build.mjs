import { runTool } from "./run-program.mjs";

/**
 * Builds all packages. What has not changed is not built again.
 *
 * @returns {Promise<number>} the exit code of the compiler
 */
export function build() {
  return runTool("typescript:tsc", ["--build"], { stdio: ["ignore", 2, 2] });
}
