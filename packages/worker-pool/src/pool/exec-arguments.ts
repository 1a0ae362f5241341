import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

// Options of this process that are about its script, its debugger or its terminal: a worker has its own.
const own = /^(-e|--eval|-p|--print|-pe|-i|--interactive|--input-type|--test|--watch|--inspect)(-|=|$)/;
const withValue = /^(-e|--eval|-p|--print|-pe|--input-type|--watch-path)$/;
const preloads = /^(--import|--require|-r|--loader|--experimental-loader)$/;
const tsx = /(^|[\\/])tsx([\\/]|$)/;

/**
 * The options of Node that workers are started with: those of this process, but for what is its own, and for tsx, which
 * takes longer to load than a worker takes to start and is loaded when a worker needs it (see `findTsx`).
 */
export function workerExecArgv(execArgv: readonly string[] = process.execArgv): string[] {
  const kept: string[] = [];
  for (let i = 0; i < execArgv.length; i++) {
    const [option, value] = [execArgv[i]!, execArgv[i + 1] ?? ""];
    if (own.test(option)) i += withValue.test(option) ? 1 : 0;
    else if (preloads.test(option) && tsx.test(value)) i += 1;
    else if (!isTsxPreload(option)) kept.push(option);
  }
  return kept;
}

// What a collection of young objects costs depends on how many live, not on how much room they had: in twice the room
// there are half as many collections, which threads of one process do not do well side by side.
const semiSpaceMb = 32;

/** How much room workers give to young objects: `undefined` where this process was told how much. */
export function semiSpaceOfWorkers(execArgv: readonly string[] = process.execArgv): number | undefined {
  const options = [...execArgv, ...(process.env["NODE_OPTIONS"] ?? "").split(" ")];
  return options.some((option) => /^--max[-_]semi[-_]space[-_]size(=|$)/.test(option))
    ? undefined
    : semiSpaceMb;
}

/**
 * URLs of the modules by which a worker can register tsx, for `import` and for `require`; none if this process does not
 * run under it. Where Node itself does not read TypeScript, or not all of it, modules of the user's need it in a worker
 * too.
 */
export function findTsx(execArgv: readonly string[] = process.execArgv): string[] {
  const options = [...execArgv, ...(process.env["NODE_OPTIONS"] ?? "").split(" ")];
  const preload = options.find(
    (option, i) => isTsxPreload(option) || (tsx.test(option) && preloads.test(options[i - 1] ?? "")),
  );
  if (preload === undefined) return [];
  const place = preload.slice(preload.indexOf("=") + 1);
  const from = place.startsWith("file:")
    ? fileURLToPath(place)
    : path.isAbsolute(place)
      ? place
      : path.resolve("script.js");
  // `require` finds the CommonJS copies, of which that for `import` cannot register itself; its twin beside it can.
  const { resolve } = createRequire(from);
  return [resolve("tsx/esm/api").replace(/\.cjs$/, ".mjs"), resolve("tsx/cjs/api")].map(
    (file) => pathToFileURL(file).href,
  );
}

function isTsxPreload(option: string): boolean {
  const [name = "", value = ""] = option.split("=", 2);
  return preloads.test(name) && tsx.test(value);
}
