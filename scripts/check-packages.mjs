import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { checkTypesOfPackage } from "./check-types-of-package.mjs";
import { installPacked } from "./install-packed.mjs";
import { runPnpm } from "./pnpm.mjs";
import { runTool } from "./run-program.mjs";

/**
 * Packs every package as it would be published, lets publint and Are The Types Wrong look at what is in it, and installs all of
 * them in an empty project, where a program has to work with them.
 *
 * @returns {Promise<number>} 0 if all is well
 */
export async function checkPackages() {
  const folder = mkdtempSync(path.join(tmpdir(), "holdall-packed-"));
  try {
    const code = await runPnpm(
      ["--recursive", "--filter", "./packages/*", "pack", "--pack-destination", folder],
      { stdio: ["ignore", "ignore", "inherit"] },
    );
    if (code !== 0) return code;

    const tarballs = readdirSync(folder).map((name) => path.join(folder, name));
    const codes = [];
    for (const tarball of tarballs) {
      codes.push(await runTool("publint", ["run", tarball, "--strict"]));
      codes.push(await checkTypesOfPackage(tarball));
    }
    codes.push(await installPacked(tarballs));
    return Math.max(...codes);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
