import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runProgram } from "./run-program.mjs";

/** What a user writes first. It runs on every scheduler, from the packages as they are published. */
const program = `
import { Bag } from "holdall";

const factor = 3;
for (const scheduler of ["sync", "async", "threads", "processes"]) {
  const tripled = await Bag.range(10).map((x) => x * factor).compute({ scheduler });
  if (tripled.join() !== "0,3,6,9,12,15,18,21,24,27") throw new Error(\`\${scheduler} gives \${tripled}\`);
}
`;

/**
 * Installs the packed packages in an empty project outside the workspace, with npm, and runs a program there.
 *
 * @param {string[]} tarballs
 * @returns {Promise<number>} the exit code
 */
export async function installPacked(tarballs) {
  const folder = mkdtempSync(path.join(tmpdir(), "holdall-installed-"));
  try {
    writeFileSync(path.join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
    writeFileSync(path.join(folder, "program.js"), program);
    const code = await runProgram("npm", ["install", "--no-audit", "--no-fund", ...tarballs], {
      cwd: folder,
      shell: process.platform === "win32",
      stdio: ["ignore", "ignore", "inherit"],
    });
    if (code !== 0) return code;
    const programCode = await runProgram(process.execPath, ["program.js"], { cwd: folder });
    console.log(
      programCode === 0 ? "The packed packages work in an empty project" : "A program that uses them fails",
    );
    return programCode;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
