import { ClosureError } from "./errors.ts";

const scopes = new WeakMap<object, Record<string, unknown>>();

/**
 * Binds the names a function uses by hand, for when they cannot be read from it: where Node's inspector is not
 * available, or where one wants to send something else than what the variable holds. The function itself is returned
 * and runs as before where it is; only when it travels its free names are taken from `scope`.
 *
 * Names that are not in `scope` are read from the function's own scopes as always. The values are read when the function
 * is serialized, not now.
 *
 * @param fn - The function.
 * @param options - `scope`: what each name stands for where the function is revived.
 * @returns `fn`.
 * @throws {@link ClosureError} when `fn` is not a function or `scope` not an object.
 *
 * @example
 * ```ts
 * import { closure, serialize } from "@holdall/closure";
 *
 * const limit = 10;
 * const data = serialize(closure((x: number) => x < limit, { scope: { limit } }));
 * ```
 */
export function closure<F>(fn: F, options: { scope: Record<string, unknown> }): F {
  if (typeof fn !== "function")
    throw new ClosureError(
      "HOLDALL_CLOSURE_BAD_ARGUMENT",
      `Expected \`fn\` to be a function, got ${typeof fn}`,
    );
  const scope: unknown = (options as { scope?: unknown } | undefined)?.scope;
  if (typeof scope !== "object" || scope === null)
    throw new ClosureError(
      "HOLDALL_CLOSURE_BAD_ARGUMENT",
      "Expected `scope` to be an object that gives each captured name its value: `closure(fn, { scope: { limit } })`",
    );
  scopes.set(fn, scope as Record<string, unknown>);
  return fn;
}

/** What {@link closure} bound to a function. */
export function boundScope(fn: object): Record<string, unknown> | undefined {
  return scopes.get(fn);
}
