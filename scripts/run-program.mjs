import { spawn } from "node:child_process";
import { constants } from "node:os";
import path from "node:path";
import { readJson, root } from "./workspace.mjs";

/**
 * Runs a program in the workspace, with our own input and output, and waits until it has ended.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 * @returns {Promise<number>} its exit code; 128 and the number of the signal if one ended it, as shells count
 */
export function runProgram(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit", ...options });
    const stopForwarding = forwardSignals(child);
    child.once("error", (error) => {
      stopForwarding();
      reject(error);
    });
    child.once("exit", (code, signal) => {
      stopForwarding();
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

/**
 * Runs a JavaScript tool that the root depends on, under the Node that runs this script.
 *
 * @param {string} tool - the name of its package, or `package:bin` where the two differ
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 * @returns {Promise<number>} its exit code
 */
export function runTool(tool, args, options) {
  return runProgram(process.execPath, [locateTool(tool), ...args], options);
}

/**
 * Runs a TypeScript program of the workspace.
 *
 * @param {string} file - relative to the root
 * @param {string[]} args
 * @returns {Promise<number>} its exit code
 */
export function runTypeScript(file, args) {
  return runProgram(process.execPath, ["--import", "tsx", file, ...args]);
}

/**
 * @param {string} tool
 * @returns {string} the file that starts it
 */
function locateTool(tool) {
  const [name = tool, command = name] = tool.split(":");
  const folder = `node_modules/${name}`;
  const { bin } = readJson(`${folder}/package.json`);
  return path.join(root, folder, typeof bin === "string" ? bin : bin[command]);
}

/**
 * Ctrl-C reaches the child by itself, as it is in our process group: we only have to outlive it. A signal
 * that was sent to us alone has to be passed on.
 *
 * @param {import("node:child_process").ChildProcess} child
 * @returns {() => void} stops it
 */
function forwardSignals(child) {
  const outlive = () => undefined;
  const forward = () => void child.kill("SIGTERM");
  process.on("SIGINT", outlive).on("SIGTERM", forward);
  return () => {
    process.off("SIGINT", outlive).off("SIGTERM", forward);
  };
}
