import { runTool, runTypeScript } from "./run-program.mjs";

/**
 * What `npm run <job>` does once everything is installed and built. Each job takes the arguments it was given and
 * says its exit code.
 *
 * @type {Record<string, (args: string[]) => Promise<number>>}
 */
export const jobs = {
  build: () => Promise.resolve(0),
  start: runMainJob,
  test: (args) => runTool("vitest", ["run", ...args]),
  bench: (args) => runTypeScript("benchmarks/run.ts", args),
};

/** @returns {Promise<number>} */
async function runMainJob() {
  const code = await runTypeScript("examples/build-indexes/main.ts", []);
  if (code !== 0) return code;
  return runTypeScript("benchmarks/run.ts", ["founding"]);
}
