import { checkPackages } from "./check-packages.mjs";
import { jobs } from "./jobs.mjs";
import { runTestsUnderNewerNode } from "./newer-node.mjs";
import { runTool } from "./run-program.mjs";

/**
 * Everything that CI runs.
 *
 * @type {Record<string, () => Promise<number>>}
 */
const steps = {
  test: () => run("test"),
  lint: () => runTool("eslint", ["--max-warnings", "0", "."]),
  format: () => runTool("prettier", ["--check", "--log-level", "warn", "."]),
  types: checkTypes,
  unused: () => runTool("knip", ["--treat-config-hints-as-errors"]),
  packages: checkPackages,
  reference: () => runTool("typedoc", ["--options", "docs/typedoc.json"]),
  interpreted: () =>
    runTests(["bag", "holdall"], { NODE_OPTIONS: "--disallow-code-generation-from-strings" }),
  unoptimised: () => runTests(["bag", "holdall"], { HOLDALL_OPTIMIZE: "false" }),
  threads: () => runTests(["bag"], { HOLDALL_SCHEDULER: "threads" }),
  "newer-node": runTestsUnderNewerNode,
  start: () => run("start"),
};

/**
 * Runs all steps, or those that are named, whatever the others say: one run shows all that is wrong.
 *
 * @param {string[]} names - of steps; `--skip` before the names runs all but them
 * @returns {Promise<number>} 0 if all is well
 */
export async function check(names) {
  const failed = [];
  for (const name of chooseSteps(names)) {
    console.log(`\n── ${name} ${"─".repeat(76 - name.length)}`);
    const start = performance.now();
    const code = await steps[name]?.();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${name}: ${code === 0 ? "ok" : `failed (exit code ${code})`}, ${seconds} s`);
    if (code !== 0) failed.push(name);
  }
  console.log(failed.length === 0 ? "\nAll checks passed" : `\nFailed: ${failed.join(", ")}`);
  return failed.length === 0 ? 0 : 1;
}

/** Tests that take long, and in which it makes no difference how a bag is computed, or that compute it in all ways. */
const aboutOtherThings = ["closures", "order-stability", "progress", "script", "signals"];

/**
 * Tests of bags once more, where things are done in another way: pipelines are interpreted as no code may be generated,
 * plans are left as they are, or workers compute what a test does not want computed by anyone in particular.
 *
 * @param {string[]} projects
 * @param {Record<string, string>} variables - of the environment
 */
function runTests(projects, variables) {
  const args = projects.flatMap((project) => ["--project", project]);
  const others = aboutOtherThings.flatMap((name) => ["--exclude", `**/${name}.test.ts`]);
  return runTool("vitest", ["run", ...args, ...others], { env: { ...process.env, ...variables } });
}

/** What is not compiled: tests, examples, benchmarks, and then the scripts, which are plain JavaScript. */
async function checkTypes() {
  const code = await runTool("typescript:tsc", ["--project", "tsconfig.test.json"]);
  return code === 0 ? runTool("typescript:tsc", ["--project", "scripts"]) : code;
}

/**
 * @param {string[]} names
 * @returns {string[]}
 */
function chooseSteps(names) {
  const all = Object.keys(steps);
  const unknown = names.filter((name) => name !== "--skip" && !all.includes(name));
  if (unknown.length > 0) throw new Error(`Expected steps (${all.join(", ")}), got ${unknown.join(", ")}`);
  if (names[0] === "--skip") return all.filter((name) => !names.includes(name));
  return names.length > 0 ? names : all;
}

/**
 * @param {string} job
 * @returns {Promise<number>}
 */
async function run(job) {
  return (await jobs[job]?.([])) ?? 1;
}
