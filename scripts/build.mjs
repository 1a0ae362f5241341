import { assemble } from "./assemble.mjs";
import { bundle } from "./bundle.mjs";
import { runTool } from "./run-program.mjs";

/**
 * Builds all packages. What has not changed is not built again.
 *
 * @returns {Promise<number>} the exit code
 */
export async function build() {
  return (
    (await runTool("typescript:tsc", ["--build"], { stdio: ["ignore", 2, 2] })) ||
    (await bundle()) ||
    (await assemble())
  );
}
