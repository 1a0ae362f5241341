import { runProgram, runTool, runTypeScript } from "./run-program.mjs";

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
  bench: runBenchmark,
  faults: (args) => runProgram(process.execPath, ["benchmarks/dist/faults/run.js", ...args]),
};

/** @returns {Promise<number>} */
async function runMainJob() {
  const code = await runTypeScript("examples/build-indexes/main.ts", []);
  if (code !== 0) return code;
  return runBenchmark(["founding"]);
}

/**
 * Benchmarks are compiled first: under tsx every worker would load it too, and that would be measured.
 *
 * @param {string[]} args
 * @returns {Promise<number>}
 */
function runBenchmark(args) {
  return runProgram(process.execPath, ["benchmarks/dist/run.js", ...args]);
}
