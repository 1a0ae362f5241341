import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import vm from "node:vm";
import { ClosureError } from "../errors.ts";
import type { ImportNode } from "../serialized-value.ts";

/** Loads the module of a reference and takes from it what the reference names. */
export async function resolveImport(node: ImportNode): Promise<unknown> {
  let value = await load(node);
  const { specifier, path } = node;
  for (const [index, key] of path.entries()) {
    if ((typeof value !== "object" && typeof value !== "function") || value === null || !(key in value))
      throw new ClosureError(
        "HOLDALL_CLOSURE_IMPORT_FAILED",
        `The module \`${specifier}\` has no export \`${path.slice(0, index + 1).join(".")}\` here: is it the same version as where the function was serialized?`,
      );
    value = (value as Record<string, unknown>)[key];
  }
  if ((typeof value === "object" && value !== null) || typeof value === "function")
    rememberReference(value, node);
  return value;
}

async function load({ specifier, parent, by }: ImportNode): Promise<unknown> {
  try {
    if (by === "import")
      return await (parent === undefined ? import(specifier) : importerFor(parent)(specifier));
    if (specifier.startsWith("node:")) return process.getBuiltinModule(specifier);
    return createRequire(specifier)(fileURLToPath(specifier));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const from = parent === undefined ? "" : ` from \`${parent}\``;
    throw new ClosureError(
      "HOLDALL_CLOSURE_IMPORT_FAILED",
      `The module \`${specifier}\`, which a function needs, cannot be imported${from}: ${reason}`,
      { cause },
    );
  }
}

/** `import()` as a module at this URL has it: relative specifiers and packages are resolved from there. */
export function importerFor(
  parent: string,
): (specifier: string, options?: ImportCallOptions) => Promise<unknown> {
  return (specifier, options) => {
    if (/^(node|file|data):/.test(specifier)) return import(specifier, options) as Promise<unknown>;
    if (/^\.{0,2}\//.test(specifier))
      return import(new URL(specifier, parent).href, options) as Promise<unknown>;
    return importPackage(parent)(specifier, options);
  };
}

/** What Vite puts in the place of `import()`. */
export function viteImporterFor(parent: string): Importer {
  const importer = importerFor(parent);
  return (specifier, options) => importer(resolveVitePath(specifier, parent), options);
}

/** Vite writes the paths of files from the root of the project, which is a folder above them, or after `/@fs`. */
export function resolveVitePath(specifier: string, parent: string): string {
  const path = specifier.replace(/[?#].*$/, "");
  if (path.startsWith("/@fs/")) return pathToFileURL(path.slice("/@fs".length)).href;
  if (!path.startsWith("/")) return specifier;
  let folder = new URL(".", parent);
  for (let above = new URL("..", folder); above.href !== folder.href; above = new URL("..", folder)) {
    const found = new URL(`.${path}`, folder);
    if (existsSync(found)) return found.href;
    folder = above;
  }
  return specifier;
}

type Importer = (specifier: string, options?: ImportCallOptions) => Promise<unknown>;

const importers = new Map<string, Importer>();

/** Packages are found by the loader itself, on behalf of a script that claims to stand at `parent`. */
function importPackage(parent: string): Importer {
  let importer = importers.get(parent);
  if (!importer) {
    const script = new vm.Script("(specifier, options) => import(specifier, options)", {
      filename: parent,
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    importer = script.runInThisContext() as Importer;
    importers.set(parent, importer);
  }
  return withoutWarning(importer);
}

/** Node 20 warns, when the import begins, that such scripts are experimental: nothing that users could act upon. */
function withoutWarning(importer: Importer): Importer {
  return (specifier, options) => {
    const { emitWarning } = process;
    process.emitWarning = () => {};
    try {
      return importer(specifier, options);
    } finally {
      process.emitWarning = emitWarning;
    }
  };
}

// Shared between copies of this package: what one revived, another may serialize.
const registry = Symbol.for("@holdall/closure/references");

function references(): WeakMap<object, ImportNode> {
  const holder = globalThis as { [registry]?: WeakMap<object, ImportNode> };
  if (!holder[registry])
    Object.defineProperty(holder, registry, { value: new WeakMap<object, ImportNode>(), configurable: true });
  return holder[registry] ?? new WeakMap();
}

/** Notes where a value can be imported from. */
export function rememberReference(value: object, node: ImportNode): void {
  references().set(value, node);
}

/** Where a value can be imported from: it was revived here from there, and goes on to another worker so, or somebody said it. */
export function referenceOf(value: object): ImportNode | undefined {
  return references().get(value);
}

/** `require` as a file at this URL has it. */
export function requireFor(parent: string): NodeJS.Require {
  return createRequire(parent.startsWith("file:") ? parent : pathToFileURL(parent));
}
