import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const folder = fileURLToPath(new URL("./fixtures/", import.meta.url));

/** Runs a real program of the fixtures with a real Node; it has to end by itself. */
export function runProgram(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ stdout: string; stderr: string }> {
  return promisify(execFile)(process.execPath, args, {
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: "", ...env },
    timeout: 25_000,
  });
}

/** The options with which a program may read files, and do no more: not even connect to the inspector. */
export const withoutInspector: readonly string[] = [
  process.allowedNodeEnvironmentFlags.has("--permission") ? "--permission" : "--experimental-permission",
  "--allow-fs-read=*",
  "--no-warnings",
];
