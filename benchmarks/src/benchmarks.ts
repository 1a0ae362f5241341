import { runAuto } from "./auto/run.ts";
import { runClosures } from "./closures/run.ts";
import { runCores } from "./cores/run.ts";
import { runFiles } from "./files/run.ts";
import { runFounding } from "./founding/run.ts";
import { runFusion } from "./fusion/run.ts";
import { runGrouping } from "./grouping/run.ts";
import { runMemory } from "./memory/run.ts";
import { runOverhead } from "./overhead/run.ts";
import { runScale } from "./scale/run.ts";
import { runTransport } from "./transport/run.ts";
import { runTypes } from "./types/run.ts";

/** Every benchmark, by name; each takes what follows its name on the command line. */
export const benchmarks: Readonly<Record<string, (args: string[]) => Promise<void>>> = {
  auto: runAuto,
  closures: runClosures,
  cores: runCores,
  files: runFiles,
  founding: runFounding,
  fusion: runFusion,
  grouping: runGrouping,
  memory: runMemory,
  overhead: runOverhead,
  scale: runScale,
  transport: runTransport,
  types: runTypes,
};
