import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the workspace. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Reads a JSON file of the workspace.
 *
 * @param {string} file - relative to the root
 * @returns {Record<string, any>}
 */
export function readJson(file) {
  return JSON.parse(readFileSync(path.join(root, file), "utf8"));
}

/**
 * Lists the folders of all workspace members, relative to the root, the root itself (`"."`) first.
 *
 * @returns {string[]}
 */
export function listMembers() {
  return [".", ...listFolders("packages"), ...listFolders("examples"), "benchmarks", "docs"];
}

/**
 * Lists the folders below `parent` that hold a package.
 *
 * @param {string} parent - relative to the root
 * @returns {string[]}
 */
export function listFolders(parent) {
  return readdirSync(path.join(root, parent))
    .map((name) => `${parent}/${name}`)
    .filter((folder) => existsSync(path.join(root, folder, "package.json")))
    .sort();
}
