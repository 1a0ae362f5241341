import { builtinModules, createRequire } from "node:module";
import { realpathSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { ImportNode } from "../serialized-value.ts";

const { cache, resolve } = createRequire(import.meta.url);
const builtins = new Set(builtinModules);

let builtinValues = new Map<unknown, ImportNode>();
let builtinsSeen = 0;
const commonJsValues = new WeakMap<object, ImportNode>();
const commonJsSeen = new Set<string>();
let entryUrl: string | undefined;

/** The place of a value that one of Node's own modules exports. */
export function findBuiltin(value: unknown): ImportNode | undefined {
  const loaded = (process as { moduleLoadList?: readonly string[] }).moduleLoadList ?? [];
  if (loaded.length !== builtinsSeen) {
    builtinsSeen = loaded.length;
    builtinValues = collectBuiltins(loaded);
  }
  return builtinValues.get(value);
}

/** Whoever holds a value of a module has loaded that module: no other is looked into. */
function collectBuiltins(loaded: readonly string[]): Map<unknown, ImportNode> {
  const found = new Map<unknown, ImportNode>();
  for (const entry of loaded) {
    const name = entry.replace(/^NativeModule /, "");
    if (name === entry || !builtins.has(name) || name.startsWith("_") || deprecated.has(name)) continue;
    const exported: unknown = process.getBuiltinModule(name);
    const node = { kind: "import", specifier: `node:${name}`, by: "require" } as const;
    const add = (value: unknown, path: readonly string[]): void => {
      if (isObject(value) && !found.has(value)) found.set(value, { ...node, path });
    };
    add(exported, []);
    if (isObject(exported))
      for (const [key, { value }] of dataProperties(exported)) {
        add(value, [key]);
        if (typeof value === "function") {
          const prototype = Object.getOwnPropertyDescriptor(value, "prototype")?.value as unknown;
          if (isObject(prototype)) add(prototype, [key, "prototype"]);
        }
      }
  }
  return found;
}

// Their exports warn when they are read.
const deprecated = new Set(["punycode", "sys", "domain", "constants"]);

/** The place of a function or object that a CommonJS module of the user or of a package exports. */
export function findCommonJs(value: object): ImportNode | undefined {
  const files = Object.keys(cache);
  if (files.length !== commonJsSeen.size)
    for (const file of files) {
      if (commonJsSeen.has(file)) continue;
      const module = cache[file];
      if (!module?.loaded || isEntry(pathToFileURL(file).href)) continue;
      commonJsSeen.add(file);
      collectCommonJs(file, module.exports);
    }
  return commonJsValues.get(value);
}

function collectCommonJs(file: string, exported: unknown): void {
  if (!isObject(exported)) return;
  const node = { kind: "import", specifier: pathToFileURL(file).href, by: "require" } as const;
  if (!commonJsValues.has(exported)) commonJsValues.set(exported, { ...node, path: [] });
  for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(exported))) {
    const value: unknown = "value" in descriptor ? descriptor.value : readExport(exported, key);
    // Objects in exports are not taken: anything may have been put there since.
    if (typeof value === "function" && !commonJsValues.has(value))
      commonJsValues.set(value, { ...node, path: [key] });
  }
}

/** Compilers of ES modules make exports getters, which only read a variable. Other getters are not run. */
function readExport(exported: object, key: string): unknown {
  if (Object.getOwnPropertyDescriptor(exported, "__esModule")?.value !== true) return undefined;
  try {
    return (exported as Record<string, unknown>)[key];
  } catch {
    return undefined; // Not yet initialised.
  }
}

/** Whether this URL is the script that the process was started with: to import it would run it again. */
export function isEntry(url: string): boolean {
  entryUrl ??= findEntry();
  return url.replace(/[?#].*$/, "") === entryUrl;
}

function findEntry(): string {
  const script = process.argv[1];
  if (script === undefined) return "";
  try {
    return pathToFileURL(realpathSync(resolve(script))).href;
  } catch {
    return pathToFileURL(script).href;
  }
}

function dataProperties(object: object): [string, PropertyDescriptor][] {
  return Object.entries(Object.getOwnPropertyDescriptors(object)).filter(
    ([, descriptor]) => "value" in descriptor,
  );
}

/** Whether a value has properties of its own. */
export function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}
