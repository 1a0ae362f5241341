import { registerCheckpoints } from "@holdall/core";
import { openCheckpoints } from "./open-checkpoints.ts";

export {
  Checkpoint,
  checkpoint,
  type CheckpointEntry,
  type Pruned,
  type PruneOptions,
} from "./checkpoint.ts";
export { CheckpointError } from "./errors.ts";

registerCheckpoints(openCheckpoints);
