import { checkpointFaults } from "./checkpoints.ts";
import { crashes } from "./crashes.ts";
import type { Fault } from "./fault.ts";
import { hangs } from "./hangs.ts";
import { randomKills } from "./kills.ts";
import { manyRuns } from "./many-runs.ts";
import { orphans } from "./orphans.ts";
import { spillFaults } from "./spills.ts";
import { thrown } from "./thrown.ts";
import { writtenFileFaults } from "./written-files.ts";

/** Whatever can be made to go wrong, in the order of the table. */
export const faults: readonly Fault[] = [
  randomKills,
  ...crashes,
  ...hangs,
  ...thrown,
  orphans,
  ...checkpointFaults,
  ...spillFaults,
  ...writtenFileFaults,
  ...manyRuns,
];
