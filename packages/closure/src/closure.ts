import { inspect } from "node:util";
import { ClosureError } from "./errors.ts";
import { isEntry } from "./modules/known-modules.ts";
import { rememberReference } from "./revive/imports.ts";

/** What {@link closure} is told of a function: one of the two. */
export type ClosureOptions =
  | {
      /** What each name that the function captures stands for where it is revived. */
      readonly scope: Readonly<Record<string, unknown>>;
      readonly module?: never;
      readonly export?: never;
    }
  | {
      /** The URL of the module that exports the function: a `file:`, `data:` or `node:` URL. */
      readonly module: string | URL;
      /** The name it is exported by; `"default"` for the default export. */
      readonly export: string;
      readonly scope?: never;
    };

const scopes = new WeakMap<object, Readonly<Record<string, unknown>>>();

/**
 * Says by hand what a function takes with it, for when that cannot be read: where Node's inspector is not available, or
 * where one wants to send something else than what the variables hold. The function itself is returned and runs as
 * before where it is.
 *
 * With `scope`, its free names are taken from there when it travels; names that are not in `scope` are read from the function's
 * own scopes as always. The values are read when the function is serialized, not now.
 *
 * With `module` and `export`, the function travels by reference: where it is revived, the module is imported, and what it exports by
 * this name is taken. Nothing is imported here, and nothing checks that it is the same function; a module or an export
 * that is not there is an error of `revive`.
 *
 * @param fn - The function.
 * @param options - See {@link ClosureOptions}.
 * @returns `fn`.
 * @throws {@link ClosureError} when `fn` is not a function, `scope` not an object, `module` not a URL, or the module is
 * the script that the process was started with, which no worker may run again.
 *
 * @example
 * ```ts
 * import { closure, serialize } from "@holdall/closure";
 *
 * const limit = 10;
 * const data = serialize(closure((x: number) => x < limit, { scope: { limit } }));
 * ```
 *
 * @example
 * ```ts
 * import { basename } from "node:path";
 * import { closure, revive, serialize } from "@holdall/closure";
 *
 * // In a module of your own: `closure(parse, { module: import.meta.url, export: "parse" })`.
 * const named = closure(basename, { module: "node:path", export: "basename" });
 * const revived = await revive<typeof basename>(serialize(named));
 * console.log(revived("/tmp/a.txt")); // a.txt
 * ```
 */
export function closure<F extends Function>(fn: F, options: ClosureOptions): F {
  if (typeof fn !== "function") throw badArgument(`Expected \`fn\` to be a function, got ${typeof fn}`);
  const { scope, module, export: name } = options as { scope?: unknown; module?: unknown; export?: unknown };
  if (module === undefined && name === undefined) scopes.set(fn, parseScope(scope));
  else if (scope === undefined)
    rememberReference(fn, {
      kind: "import",
      specifier: parseModule(module),
      by: "import",
      path: [parseExport(name)],
    });
  else
    throw badArgument(
      "Expected `scope`, or `module` and `export`, got both: a module has a scope of its own",
    );
  return fn;
}

/** What {@link closure} bound to a function. */
export function boundScope(fn: object): Readonly<Record<string, unknown>> | undefined {
  return scopes.get(fn);
}

function parseScope(scope: unknown): Readonly<Record<string, unknown>> {
  if (typeof scope === "object" && scope !== null) return scope as Record<string, unknown>;
  throw badArgument(
    "Expected `scope` to be an object that gives each captured name its value: `closure(fn, { scope: { limit } })`",
  );
}

function parseModule(module: unknown): string {
  const text = module instanceof URL ? module.href : module;
  if (typeof text !== "string" || !/^(file|data|node):/.test(text) || !URL.canParse(text))
    throw badArgument(
      `Expected \`module\` to be a \`file:\`, \`data:\` or \`node:\` URL, got ${inspect(text)}: ` +
        'write `import.meta.url`, `new URL("./tools.js", import.meta.url)` or `import.meta.resolve("package")`',
    );
  if (isEntry(text))
    throw badArgument(
      `Expected \`module\` not to be the script that the process was started with, got \`${text}\`: a worker that ` +
        "imports it would run it again. Move the function to a module of its own",
    );
  return text;
}

function parseExport(name: unknown): string {
  if (typeof name === "string" && name !== "") return name;
  throw badArgument(
    'Expected `export` to be the name that the module exports the function by: `{ module: import.meta.url, export: "parse" }`',
  );
}

function badArgument(message: string): ClosureError {
  return new ClosureError("HOLDALL_CLOSURE_BAD_ARGUMENT", message);
}
