// pnpm bench [name] [options]: runs one benchmark, or says which there are. What follows the name is up to it.
import { runAuto } from "./auto/run.ts";
import { runClosures } from "./closures/run.ts";
import { runCores } from "./cores/run.ts";
import { runFounding } from "./founding/run.ts";
import { runFusion } from "./fusion/run.ts";
import { runOverhead } from "./overhead/run.ts";
import { runScale } from "./scale/run.ts";
import { runTransport } from "./transport/run.ts";
import { runTypes } from "./types/run.ts";

const benchmarks: Record<string, (args: string[]) => Promise<void>> = {
  auto: runAuto,
  closures: runClosures,
  cores: runCores,
  founding: runFounding,
  fusion: runFusion,
  overhead: runOverhead,
  scale: runScale,
  transport: runTransport,
  types: runTypes,
};

// Node 20 and 22 read the certificates that this names whenever a process starts: 30 ms of a machine's set-up, not of
// what is measured.
delete process.env["NODE_EXTRA_CA_CERTS"];

const [name = "", ...args] = process.argv.slice(2);
const benchmark = benchmarks[name];
if (benchmark === undefined) {
  console.error(`Expected the name of a benchmark (${Object.keys(benchmarks).join(", ")}), got "${name}"`);
  process.exitCode = 1;
} else {
  await benchmark(args);
}
