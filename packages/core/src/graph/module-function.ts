import type { TaskFunction } from "./task.ts";

/**
 * Names an exported function by its module, so that a worker can import it.
 * @typeParam F - the function's type
 * @param module - `import.meta.url` of the module that exports it
 * @param exported - the function, as `{ name }`: its own name would not survive a minifier
 */
export function moduleFunction<F extends TaskFunction["call"]>(
  module: string,
  exported: Readonly<Record<string, F>>,
): TaskFunction & { readonly call: F } {
  const [[name, call]] = Object.entries(exported) as [[string, F]];
  return { call, module, name };
}
