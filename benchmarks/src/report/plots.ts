import { plotAuto } from "../auto/plot.ts";
import { plotClosures } from "../closures/plot.ts";
import { plotCores } from "../cores/plot.ts";
import { plotFiles } from "../files/plot.ts";
import { plotFounding } from "../founding/plot.ts";
import { plotFusion } from "../fusion/plot.ts";
import { plotGrouping } from "../grouping/plot.ts";
import { plotMemory } from "../memory/plot.ts";
import { plotOverhead } from "../overhead/plot.ts";
import { plotScale } from "../scale/plot.ts";
import { plotTransport } from "../transport/plot.ts";
import { plotTypes } from "../types/plot.ts";
import type { Plot } from "./plot.ts";

/** What is drawn of each benchmark's measurement, by its name. */
export const plots: Readonly<Record<string, (measurement: never) => Plot>> = {
  auto: plotAuto,
  closures: plotClosures,
  cores: plotCores,
  files: plotFiles,
  founding: plotFounding,
  fusion: plotFusion,
  grouping: plotGrouping,
  memory: plotMemory,
  overhead: plotOverhead,
  scale: plotScale,
  transport: plotTransport,
  types: plotTypes,
};
