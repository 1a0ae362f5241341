import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { TaskFunction } from "@holdall/core/task";
import type { WireFunction, WireTasks } from "../messages.ts";

const loaded = new Map<string, TaskFunction["call"]>();

/** The function a task names, if its module has been loaded. */
export function loadedFunction({ module, name }: WireFunction): TaskFunction["call"] | undefined {
  return loaded.get(`${module}#${name}`);
}

/** Loads what these tasks name and is not there yet: a promise if that is anything. */
export function loadFunctions(groups: WireTasks): Promise<unknown> | undefined {
  const absent = new Map<string, WireFunction>();
  for (const { shape } of groups) {
    for (const { fn } of shape.steps)
      if (loadedFunction(fn) === undefined) absent.set(`${fn.module}#${fn.name}`, fn);
  }
  return absent.size === 0 ? undefined : Promise.all([...absent.values()].map(load));
}

// Our own bundles are CommonJS, which is there sooner when it is not imported.
async function load({ module, name }: WireFunction): Promise<void> {
  const exports = (
    module.endsWith(".cjs") ? createRequire(module)(fileURLToPath(module)) : await import(module)
  ) as Record<string, unknown>;
  const fn = exports[name];
  if (typeof fn !== "function")
    throw new TypeError(`The module ${module} exports no function named "${name}".`);
  loaded.set(`${module}#${name}`, fn as TaskFunction["call"]);
}
