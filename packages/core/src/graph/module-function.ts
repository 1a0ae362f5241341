import type { TaskFunction } from "./task.ts";

/**
 * Names an exported function by its module, so that a worker can import it.
 * @typeParam F - the function's type
 * @param module - `import.meta.url` of the module that exports it
 * @param fn - a function exported under its own name
 */
export function moduleFunction<F extends TaskFunction["call"]>(
  module: string,
  fn: F,
): TaskFunction & { readonly call: F } {
  return { call: fn, module, name: fn.name };
}
