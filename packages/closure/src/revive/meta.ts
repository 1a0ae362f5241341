import { isBuiltin } from "node:module";
import { fileURLToPath } from "node:url";

/** `import.meta` of the module at this URL, as far as it is the same everywhere. */
export function makeMeta(url: string): Record<string, unknown> {
  const meta = { url, resolve: (specifier: string) => resolveFrom(url, specifier) };
  if (!url.startsWith("file:")) return meta;
  const filename = fileURLToPath(url);
  const dirname = fileURLToPath(new URL(".", url)).replace(/(?<=.)[\\/]$/, "");
  return { ...meta, filename, dirname };
}

/** Node resolves packages for real modules only. */
function resolveFrom(url: string, specifier: string): string {
  if (isBuiltin(specifier)) return specifier.startsWith("node:") ? specifier : `node:${specifier}`;
  if (/^\.{0,2}\//.test(specifier) || URL.canParse(specifier)) return new URL(specifier, url).href;
  throw new Error(
    `\`import.meta.resolve(${JSON.stringify(specifier)})\` is not possible in a function that was revived: put what it returns in a variable outside the function, and use that`,
  );
}
