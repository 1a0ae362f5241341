import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { checkPackages } from "./check-packages.mjs";
import { jobs } from "./jobs.mjs";
import { runTestsUnderNewerNode } from "./newer-node.mjs";
import { repeated } from "./repeated.mjs";
import { runTool } from "./run-program.mjs";
import { root } from "./workspace.mjs";

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
    repeatTests([...ofAllSchedulers, ofOperations], {
      NODE_OPTIONS: "--disallow-code-generation-from-strings",
    }),
  unoptimised: () => repeatTests(ofAllSchedulers, { HOLDALL_OPTIMIZE: "false" }),
  threads: () => repeatTests([], { HOLDALL_SCHEDULER: "threads" }),
  "newer-node": runTestsUnderNewerNode,
  start: () => run("start"),
};

/** Steps that keep one core busy: two of them run at a time. */
const singleThreaded = new Set(["lint", "format", "types", "unused", "packages", "reference"]);

/**
 * Runs a step in a process of its own, and shows what it said when it has ended.
 *
 * @param {string} name
 * @returns {Promise<number>} its exit code
 */
async function runApart(name) {
  const program = path.join(root, "scripts/check-step.mjs");
  const child = spawn(process.execPath, [program, name], { stdio: ["ignore", "pipe", "pipe"] });
  /** @type {Buffer[]} */
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => output.push(data));
  const [code] = await once(child, "close");
  process.stdout.write(Buffer.concat(output));
  return code ?? 1;
}

/**
 * Runs all steps, or those that are named, whatever the others say: one run shows all that is wrong.
 *
 * @param {string[]} names - of steps; `--skip` before the names runs all but them
 * @returns {Promise<number>} 0 if all is well
 */
export async function check(names) {
  const chosen = chooseSteps(names);
  /** @type {string[]} */
  const failed = [];
  /** @param {string} name @param {number | undefined} code */
  const note = (name, code) => void (code !== 0 && failed.push(name));
  const single = chosen.length > 1 ? chosen.filter((name) => singleThreaded.has(name)) : [];
  const lane = async () => {
    for (let name = single.shift(); name !== undefined; name = single.shift())
      note(name, await runApart(name));
  };
  await Promise.all([lane(), lane()]);
  for (const name of chosen) {
    if (chosen.length > 1 && singleThreaded.has(name)) continue;
    console.log(`\n── ${name} ${"─".repeat(76 - name.length)}`);
    const start = performance.now();
    const code = await steps[name]?.();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${name}: ${code === 0 ? "ok" : `failed (exit code ${code})`}, ${seconds} s`);
    note(name, code);
  }
  if (chosen.length > 1)
    console.log(failed.length === 0 ? "\nAll checks passed" : `\nFailed: ${failed.join(", ")}`);
  return failed.length === 0 ? 0 : 1;
}

/** Tests of how schedulers compute bags. */
const ofAllSchedulers = ["bag-contract", "runs", "shuffles", "tables", "read-text"].map(
  (name) => `packages/holdall/test/${name}.test.ts`,
);

/** Says itself which plans are optimised, and has both. */
const ofOperations = "packages/holdall/test/same-on-every-scheduler.test.ts";

/**
 * Tests of bags once more, where things are done in another way: pipelines are interpreted as no code may be generated,
 * plans are left as they are, or workers compute what a test does not want computed by anyone in particular. Tests of
 * plans, and of the code that is generated, say themselves in what way.
 *
 * @param {string[]} others - files of tests besides those of bags
 * @param {Record<string, string>} variables - of the environment
 */
function repeatTests(others, variables) {
  const files = ["packages/bag/test/", ...others];
  // Not the tests of types: the compiler has no modes.
  const projects = ["bag", "holdall"].flatMap((name) => ["--project", name]);
  const excluded = ["**/test/plan/**", "**/test/pipeline/code/**"].flatMap((glob) => ["--exclude", glob]);
  return runTool("vitest", ["run", ...files, ...projects, ...excluded], {
    env: { ...process.env, ...repeated, ...variables },
  });
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
