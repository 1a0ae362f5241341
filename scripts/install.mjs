import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runPnpm } from "./pnpm.mjs";
import { listMembers, root } from "./workspace.mjs";

const stamp = path.join(root, "node_modules/.installed");

/**
 * Installs what the lockfile says, unless that has been done already and nothing has changed since.
 *
 * @returns {Promise<number>} the exit code of the installation
 */
export async function install() {
  const wanted = hashManifests();
  if (isInstalled(wanted)) return 0;

  console.error("Installing the dependencies (only when they have changed) ...");
  rmSync(stamp, { force: true });
  const code = await runPnpm(["install", "--frozen-lockfile"], { stdio: ["ignore", 2, 2] });
  if (code !== 0) return code;

  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
  return 0;
}

/**
 * @param {string} wanted
 * @returns {boolean}
 */
function isInstalled(wanted) {
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) return false;
  return listMembers().every((member) => existsSync(path.join(root, member, "node_modules")));
}

/** @returns {string} a hash of all that decides what is installed */
function hashManifests() {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}`);
  const manifests = listMembers().map((member) => `${member}/package.json`);
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml", ...manifests]) {
    hash.update(`\0${file}\0`).update(readFileSync(path.join(root, file)));
  }
  return hash.digest("hex");
}
