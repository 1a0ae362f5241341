// pnpm bench [name] [options]: runs one benchmark, or says which there are. What follows the name is up to it.
import { benchmarks } from "./benchmarks.ts";
import { runReport } from "./report/run.ts";

const programs: typeof benchmarks = { ...benchmarks, report: runReport };

// Node 20 and 22 read the certificates that this names whenever a process starts: 30 ms of a machine's set-up, not of
// what is measured.
delete process.env["NODE_EXTRA_CA_CERTS"];
// What is drawn on a terminal costs something for each task.
process.env["HOLDALL_PROGRESS"] = "false";

const [name = "", ...args] = process.argv.slice(2);
const program = programs[name];
if (program === undefined) {
  console.error(`Expected the name of a benchmark (${Object.keys(programs).join(", ")}), got "${name}"`);
  process.exitCode = 1;
} else {
  await program(args);
}
