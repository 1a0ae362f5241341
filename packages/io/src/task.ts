import { closure } from "@holdall/closure";
import { locateFile } from "@holdall/core/task";
import * as tasks from "./tasks.ts";

const module = locateFile(new URL("./tasks.js", import.meta.url), "@holdall/io");

/** A function for workers, which is told where they find it: nobody has to look for what it captures. */
export function task<N extends keyof typeof tasks>(name: N): (typeof tasks)[N] {
  return closure(tasks[name], { module, export: name });
}
