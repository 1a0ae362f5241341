import { readFileSync } from "node:fs";
import path from "node:path";

/** How a package that is ES modules alone need not be found. */
const ignored = ["node10", "node16-cjs"];

/**
 * Checks that programs find the types of a packed package, and that these are those of what they import.
 *
 * @param {string} tarball
 * @returns {Promise<number>} 0 if all is well
 */
export async function checkTypesOfPackage(tarball) {
  // Not installed yet when the scripts that import this one start.
  const { checkPackage, createPackageFromTarballData } = await import("@arethetypeswrong/core");
  const analysis = await checkPackage(createPackageFromTarballData(readFileSync(tarball)));
  const name = path.basename(tarball);
  if (analysis.types === false) {
    console.error(`${name} has no types`);
    return 1;
  }
  const problems = analysis.problems.filter(
    (problem) => !("resolutionKind" in problem && ignored.includes(problem.resolutionKind)),
  );
  for (const problem of problems) console.error(`The types of ${name} are wrong:`, problem);
  return problems.length === 0 ? 0 : 1;
}
