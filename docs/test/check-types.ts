import path from "node:path";
import ts from "typescript";

/**
 * Checks the types of programs, with the compiler options of our tests.
 *
 * @param configFile - path of the tsconfig
 * @param files - absolute paths
 * @returns what is wrong in each file that has something wrong
 */
export function checkTypes(configFile: string, files: readonly string[]): Map<string, string[]> {
  const { config } = ts.readConfigFile(configFile, (file) => ts.sys.readFile(file)) as { config: object };
  const { options } = ts.parseJsonConfigFileContent(
    { ...config, include: [], files },
    ts.sys,
    path.dirname(configFile),
    { incremental: false, noEmit: true, skipLibCheck: true },
  );
  const program = ts.createProgram(files, options);

  const complaints = new Map<string, string[]>();
  for (const diagnostic of ts.getPreEmitDiagnostics(program)) {
    const file = diagnostic.file?.fileName ?? configFile;
    const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n");
    const line = diagnostic.file?.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line ?? 0;
    complaints.set(file, [...(complaints.get(file) ?? []), `line ${line + 1} of the block: ${message}`]);
  }
  return complaints;
}
