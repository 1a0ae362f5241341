import { describeValue, InvalidArgumentError } from "../errors.ts";
import type { TaskFunction } from "./task.ts";

/**
 * Names an exported function by its module, so that a worker can import it.
 * @typeParam F - the function's type
 * @param module - `import.meta.url` of the module that exports it
 * @param exported - the function, as `{ name }`: its own name would not survive a minifier
 * @throws InvalidArgumentError when there is not just one function in `exported`
 */
export function moduleFunction<F extends TaskFunction["call"]>(
  module: string,
  exported: Readonly<Record<string, F>>,
): TaskFunction & { readonly call: F } {
  const [[name, call] = [undefined, undefined], ...others] = Object.entries(exported);
  if (name === undefined || typeof call !== "function" || others.length > 0) {
    throw new InvalidArgumentError(
      `moduleFunction(): Expected \`exported\` to be an object of one function, as \`{ square }\`, got ${describeValue(exported)}.`,
    );
  }
  return { call, module, name };
}
