import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

/**
 * The URL of a file of a package that workers load. It stands beside the module that names it; but where a bundler has
 * put that module elsewhere, it is looked for in the package as it is installed, on its own or as part of `holdall`.
 * Where it is in neither place, the first URL comes back, and loading it will say what is not there.
 *
 * @param file - as the module names it: `new URL("./file.js", import.meta.url)`
 * @param from - the package, whose main module stands beside the file
 */
export function locateFile(file: URL, from: string): URL {
  if (file.protocol !== "file:" || existsSync(file)) return file;
  const require = createRequire(file);
  const main = resolve(require, from) ?? resolveThrough(require, "holdall", from);
  if (main === undefined) return file;
  const installed = path.join(path.dirname(main), path.basename(file.pathname));
  return existsSync(installed) ? pathToFileURL(installed) : file;
}

function resolveThrough(require: NodeJS.Require, through: string, name: string): string | undefined {
  const main = resolve(require, through);
  return main === undefined ? undefined : resolve(createRequire(main), name);
}

function resolve(require: NodeJS.Require, name: string): string | undefined {
  try {
    return require.resolve(name);
  } catch {
    return undefined;
  }
}
