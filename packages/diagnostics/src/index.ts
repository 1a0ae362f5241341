import { registerProgress } from "@holdall/core";
import { createProgressDisplay } from "./progress-display.ts";

export {
  createProgressDisplay,
  type ProgressDisplayOptions,
  type ProgressStream,
} from "./progress-display.ts";

registerProgress(createProgressDisplay());
