import { execFileSync } from "node:child_process";
import path from "node:path";
import { repeated } from "./repeated.mjs";
import { runProgram } from "./run-program.mjs";
import { listFolders, root } from "./workspace.mjs";

/** The newest long-term release that the tests run under, besides the Node that is installed. */
const newerNode = "node@24";

/**
 * Runs the tests of the packages and examples under a newer Node than the one that is installed. Those of the pages, the
 * benchmarks, operations of bags and the order of tasks use nothing of Node that these do not, and take long. The npm
 * package `node` brings its binary.
 *
 * @returns {Promise<number>} the exit code
 */
export async function runTestsUnderNewerNode() {
  const binary = execFileSync("npx", ["--yes", newerNode, "--print", "process.execPath"], {
    encoding: "utf8",
    shell: process.platform === "win32",
    // Not the workspace: its own folder of binaries would come first.
    cwd: path.parse(root).root,
  }).trim();
  const { PATH = "" } = process.env;
  // What the tests spawn as `node` has to be the same one.
  const env = { ...process.env, ...repeated, PATH: `${path.dirname(binary)}${path.delimiter}${PATH}` };
  const version = execFileSync(binary, ["--version"], { encoding: "utf8" }).trim();
  console.log(`The tests once more, under Node ${version}`);
  const folders = [
    ...listFolders("packages").filter((folder) => folder !== "packages/bag"),
    ...listFolders("examples"),
  ];
  const projects = folders.flatMap((folder) => ["--project", folder.replace(/^packages\//, "")]);
  const args = ["run", ...projects, "--exclude", "**/order-stability.test.ts"];
  return runProgram(binary, [path.join(root, "node_modules/vitest/vitest.mjs"), ...args], { env });
}
