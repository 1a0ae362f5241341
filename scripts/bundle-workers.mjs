import { existsSync } from "node:fs";
import path from "node:path";
import { root } from "./workspace.mjs";

// What a worker loads before its first task. Node reads a module in about a millisecond, and some thirty of them, in
// several workers at once, were most of the time that a pool took to start; so each of these becomes one file. It is a
// CommonJS file, as Node starts sooner when it need not set up its loader of ES modules.
const entries = [
  "packages/scheduler-threads/dist/thread-worker.js",
  "packages/scheduler-processes/dist/process-worker.js",
  "packages/bag/dist/tasks.js",
];

/**
 * Writes `x.bundle.cjs`, with a source map, beside each `x.js` that workers load.
 *
 * @returns {Promise<number>} the exit code
 */
export async function bundleWorkers() {
  // Not installed yet when the script that imports this one starts.
  const { build } = await import("esbuild");
  const { errors } = await build({
    entryPoints: entries.map((entry) => path.join(root, entry)).filter((file) => existsSync(file)),
    outdir: path.join(root, "packages"),
    outbase: path.join(root, "packages"),
    entryNames: "[dir]/[name].bundle",
    bundle: true,
    platform: "node",
    format: "cjs",
    outExtension: { ".js": ".cjs" },
    define: { "import.meta.url": "bundleUrl" },
    banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
    target: "node20",
    sourcemap: "linked",
    sourcesContent: false,
    logLevel: "error",
  });
  return errors.length;
}
