import { locateFile } from "@holdall/core/task";

/** Where workers find the functions of tasks: in one file, as reading one for each of them would take its time. */
export const tasksModule: string = locateFile(
  new URL("./tasks.bundle.cjs", import.meta.url),
  "@holdall/bag",
).href;
