import { fileURLToPath } from "node:url";

/** `import.meta` of the module at this URL, as far as it is the same everywhere. */
export function makeMeta(url: string): Record<string, unknown> {
  if (!url.startsWith("file:")) return { url };
  const filename = fileURLToPath(url);
  return { url, filename, dirname: fileURLToPath(new URL(".", url)).replace(/(?<=.)[\\/]$/, "") };
}
