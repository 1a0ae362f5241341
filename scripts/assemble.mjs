import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { runTool } from "./run-program.mjs";
import { listFolders, root } from "./workspace.mjs";

/**
 * Compiles what packages have in AssemblyScript: `x.wasm` for each `assembly/x.ts`. What has not changed is not compiled
 * again.
 *
 * @returns {Promise<number>} the exit code
 */
export async function assemble() {
  for (const folder of listFolders("packages")) {
    for (const { file, output } of listSources(path.join(root, folder))) {
      if (!isOlder(output, file)) continue;
      const code = await compile(file, output);
      if (code !== 0) return code;
    }
  }
  return 0;
}

/**
 * @param {string} folder
 * @returns {{ file: string, output: string }[]}
 */
function listSources(folder) {
  const sources = path.join(folder, "assembly");
  if (!existsSync(sources)) return [];
  return readdirSync(sources).map((name) => ({
    file: path.join(sources, name),
    output: path.join(folder, "dist", `${path.parse(name).name}.wasm`),
  }));
}

/**
 * @param {string} output
 * @param {string} file
 * @returns {boolean}
 */
function isOlder(output, file) {
  return !existsSync(output) || statSync(output).mtimeMs < statSync(file).mtimeMs;
}

/**
 * @param {string} file
 * @param {string} output
 * @returns {Promise<number>} the exit code
 */
function compile(file, output) {
  const files = [path.relative(root, file), "--outFile", path.relative(root, output)];
  const options = ["-O3", "--runtime", "stub", "--use", "abort=", "--noAssert", "--enable", "simd"];
  return runTool("assemblyscript:asc", [...files, ...options], { stdio: ["ignore", 2, 2] });
}
