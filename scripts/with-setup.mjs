// npm run <job>: installs and builds what is missing, then runs the job. It must not import anything but what comes
// with Node, as nothing is installed when it starts.
import { build } from "./build.mjs";
import { check } from "./check.mjs";
import { install } from "./install.mjs";
import { jobs as ownJobs } from "./jobs.mjs";

/** @type {typeof ownJobs} */
const jobs = { ...ownJobs, check };

process.exitCode = await main(process.argv.slice(2));

/**
 * @param {string[]} args - the job and its arguments
 * @returns {Promise<number>} the exit code
 */
async function main([name = "", ...args]) {
  const job = jobs[name];
  if (job === undefined) {
    console.error(`Expected a job (${Object.keys(jobs).join(", ")}), got "${name}"`);
    return 1;
  }
  if (!isNodeRecentEnough()) {
    console.error(`holdall needs Node 20.19 or newer, this is ${process.version}`);
    return 1;
  }
  return (await install()) || (await build()) || (await job(args));
}

/** @returns {boolean} */
function isNodeRecentEnough() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  return major > 20 || (major === 20 && minor >= 19);
}
