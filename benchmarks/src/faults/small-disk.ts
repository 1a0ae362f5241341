import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { FaultResult } from "./fault.ts";

/** What may be the matter with a disk that only a program sees; none where no such disk can be made. */
export const smallDisks: readonly string[] = process.platform === "linux" ? ["full", "read-only"] : [];

/**
 * Runs a program on a file system of a megabyte in memory that only the program sees, which takes Linux to make.
 * @param program - given the folder and what is the matter; ends with exit code 0 if all was as it is promised
 */
export async function onSmallDisk(
  program: string,
  { folder, what }: { readonly folder: string; readonly what: string },
): Promise<FaultResult> {
  const mount = 'mount -t tmpfs -o size=1m tmpfs "$1"';
  const makeReadOnly = what === "read-only" ? '&& mount -o remount,ro "$1"' : "";
  const command = `${mount} ${makeReadOnly} && exec "$2" "$3" "$1" "$4"`;
  const args = [process.execPath, programPath(program), what];
  const child = spawn("unshare", ["-rm", "sh", "-c", command, "sh", folder, ...args], { stdio: "inherit" });
  const [code] = (await once(child, "exit")) as [number | null];
  const lost = code === 0 ? 0 : 1;
  return { injected: 1, survived: 1 - lost, lost };
}

/** One of `programs/`. */
export function programPath(name: string): string {
  return fileURLToPath(new URL(`./programs/${name}.js`, import.meta.url));
}
