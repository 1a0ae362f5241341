import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root: string = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Lists everything that shows code: the pages of the root, of the packages and below `docs/`, and the sources, whose
 * comments hold examples.
 */
export function listPages(): string[] {
  const packages = readdirSync(path.join(root, "packages"));
  return [
    "README.md",
    ...listFiles("docs", ".md").filter((file) => !/\/(node_modules|reference)\//.test(file)),
    ...packages.map((name) => `packages/${name}/README.md`),
    ...packages.flatMap((name) => listFiles(`packages/${name}/src`, ".ts")),
  ];
}

/** Lists the programs of `examples/snippets`, which the reference pages show. */
export function listPrograms(): string[] {
  return listFiles("examples/snippets/src", ".ts");
}

function listFiles(folder: string, ending: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(ending))
    .map((file) => `${folder}/${file.replaceAll(path.sep, "/")}`);
}
