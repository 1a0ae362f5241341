import path from "node:path";
import { listFolders, readJson, root } from "./workspace.mjs";

// Node reads a module in about a millisecond, and holdall has some five hundred: that was half of the time that a script
// took to start. So the modules of each package become one file for each of its entries, and some that these share.
const folders = listFolders("packages");

/**
 * Files that workers load by their URL, beside what packages export.
 *
 * @type {Record<string, string[]>}
 */
const loaded = {
  "packages/core": ["delayed-tasks"],
  // Functions of @holdall/io travel as those of users do, by the module that exports them: it is to be one file.
  "packages/io": ["tasks", "ask-thread"],
};

/** What a worker loads before its first task; and nothing else, so that all of it becomes one file. */
const workers = [
  "packages/scheduler-threads/src/thread-worker.ts",
  "packages/scheduler-processes/src/process-worker.ts",
  "packages/bag/src/tasks.ts",
];

/**
 * Writes the JavaScript of the packages, with source maps; the compiler has written their declarations.
 *
 * @returns {Promise<number>} the exit code
 */
export async function bundle() {
  await Promise.all(folders.map(bundlePackage));
  // They hold what the packages export.
  await Promise.all(workers.map(bundleWorker));
  return 0;
}

/**
 * @param {string} folder
 * @returns {Promise<void>}
 */
async function bundlePackage(folder) {
  const entries = [...exportedFiles(folder), ...(loaded[folder] ?? [])];
  await write({
    input: Object.fromEntries(entries.map((file) => [file, path.join(root, folder, "src", `${file}.ts`)])),
    external: /^[^./]/,
    output: { dir: path.join(root, folder, "dist"), format: "esm" },
  });
}

/**
 * @param {string} folder
 * @returns {string[]} what a package exports, as paths in its `dist` without the extension
 */
function exportedFiles(folder) {
  const { exports } = readJson(`${folder}/package.json`);
  return Object.values(exports).map((entry) => /^\.\/dist\/(.*)\.js$/.exec(entry.default)?.[1] ?? "");
}

/**
 * Writes `x.bundle.cjs` for each `x.ts` that workers load. It is a CommonJS file, as Node starts sooner when it need not
 * set up its loader of ES modules.
 *
 * @param {string} file
 * @returns {Promise<void>}
 */
async function bundleWorker(file) {
  const { dir, name } = path.parse(file);
  await write({
    input: path.join(root, file),
    output: { file: path.join(root, path.dirname(dir), "dist", `${name}.bundle.cjs`), format: "cjs" },
  });
}

/**
 * @param {{ input: import("rolldown").InputOption, external?: RegExp, output: import("rolldown").OutputOptions }} options
 * @returns {Promise<void>}
 */
async function write({ output, ...input }) {
  // Not installed yet when the script that imports this one starts.
  const { build } = await import("rolldown");
  await build({
    ...input,
    platform: "node",
    logLevel: "warn",
    tsconfig: false,
    transform: { target: "node20" },
    output: {
      ...output,
      chunkFileNames: "chunk-[name].js",
      sourcemap: true,
      sourcemapExcludeSources: true,
    },
  });
}
