import { createHash } from "node:crypto";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const inPackage = /[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)[\\/](.*)$/;
// What the text of a module imports, or may: one import too many does no harm.
const importing = /(?:\bfrom|\bimport|\bimport\s*\(|\brequire\s*\()\s*(["'])([^"'\n]+)\1/g;
const ofOurs = /^(holdall|@holdall\/[^/]+)$/;
const extensions = ["", ".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".json", "/index.js", "/index.ts"];

/**
 * Tells which module a function comes from, so that the same text stands for the same code: a package by its name and
 * version, a file of the user's by its content and that of the files it imports. holdall's own packages go by their
 * names, as the format of what is stored has a version.
 */
export class ModuleIdentities {
  readonly #byUrl = new Map<string, string>();
  readonly #files = new Map<string, string>(); // path to hash of its content

  /** @param parent - URL of the module in which the specifier stands, where that is not a URL itself */
  of(specifier: string, parent?: string): string {
    const key = `${specifier}\n${parent ?? ""}`;
    let identity = this.#byUrl.get(key);
    if (identity === undefined) {
      identity = this.#identify(specifier, parent);
      this.#byUrl.set(key, identity);
    }
    return identity;
  }

  #identify(specifier: string, parent: string | undefined): string {
    if (/^(node|data):/.test(specifier)) return specifier;
    const file = this.#locate(specifier, parent);
    return file === undefined ? specifier : this.#identityOfFile(file);
  }

  #locate(specifier: string, parent: string | undefined): string | undefined {
    if (specifier.startsWith("file:")) return fileURLToPath(withoutQuery(specifier));
    if (path.isAbsolute(specifier)) return withoutQuery(specifier);
    if (parent?.startsWith("file:") !== true) return undefined;
    const from = fileURLToPath(withoutQuery(parent));
    if (/^\.\.?\//.test(specifier)) return existing(path.resolve(path.dirname(from), specifier));
    return resolvePackage(specifier, from);
  }

  #identityOfFile(file: string): string {
    const real = realPath(file);
    const [, name, inside = ""] = inPackage.exec(real) ?? [];
    const manifest = name === undefined ? nearestManifest(real) : manifestAt(packageRoot(real, inside));
    if (manifest !== undefined && ofOurs.test(manifest.name))
      return `${manifest.name}/${path.basename(real)}`;
    if (name !== undefined) return `${manifest?.name ?? name}@${manifest?.version ?? "unknown"}/${inside}`;
    return this.#hashWithImports(real);
  }

  /** Of a file, and of all that it imports directly or not, but for packages, which have versions. */
  #hashWithImports(file: string): string {
    const hash = createHash("sha256");
    const seen = new Set([file]);
    for (const one of seen) {
      hash.update(this.#hashOf(one));
      for (const specifier of importsOf(one)) {
        if (specifier.startsWith("node:")) continue;
        const imported = this.#locate(specifier, pathToFileURL(one).href);
        const real = imported === undefined ? undefined : realPath(imported);
        if (real === undefined || inPackage.test(real))
          hash.update(this.of(specifier, pathToFileURL(one).href));
        else seen.add(real);
      }
    }
    return `file ${hash.digest("base64url")}`;
  }

  #hashOf(file: string): string {
    let hash = this.#files.get(file);
    if (hash === undefined) {
      hash = createHash("sha256").update(read(file)).digest("base64url");
      this.#files.set(file, hash);
    }
    return hash;
  }
}

function importsOf(file: string): string[] {
  if (!/\.[cm]?[jt]sx?$/.test(file)) return [];
  return Array.from(read(file).toString("utf8").matchAll(importing), ([, , specifier]) => specifier!);
}

// What is not there cannot be imported either: whoever needs it says so.
function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/, "");
}

function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

// TypeScript is imported by the name that it is compiled to, and CommonJS without an extension.
function existing(file: string): string {
  const asTypeScript = file.replace(/\.([cm]?)js$/, ".$1ts");
  return [...extensions.map((extension) => file + extension), asTypeScript].find(isFile) ?? file;
}

function isFile(file: string): boolean {
  return existsSync(file) && path.extname(file) !== "";
}

function resolvePackage(specifier: string, from: string): string | undefined {
  const require = createRequire(from);
  try {
    const resolved = require.resolve(specifier);
    return path.isAbsolute(resolved) ? resolved : undefined; // a module of Node's
  } catch {
    // A package for `import` alone.
    const [, name = specifier] = /^((?:@[^/]+\/)?[^/]+)/.exec(specifier) ?? [];
    const root = (require.resolve.paths(specifier) ?? [])
      .map((folder) => path.join(folder, name))
      .find((folder) => existsSync(path.join(folder, "package.json")));
    return root && path.join(root, specifier.slice(name.length + 1) || "index.js");
  }
}

interface Manifest {
  readonly name: string;
  readonly version: string | undefined;
}

function packageRoot(file: string, inside: string): string {
  return file.slice(0, file.length - inside.length);
}

function manifestAt(folder: string): Manifest | undefined {
  try {
    const { name, version } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as Partial<
      Record<keyof Manifest, string>
    >;
    return name === undefined ? undefined : { name, version };
  } catch {
    return undefined;
  }
}

function nearestManifest(file: string): Manifest | undefined {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const manifest = manifestAt(folder);
    if (manifest !== undefined || folder === path.dirname(folder)) return manifest;
  }
}
