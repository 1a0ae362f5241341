import { fileURLToPath } from "node:url";
import ts from "typescript";

// The program is not there: it is made up. Its imports are found from here.
const file = fileURLToPath(new URL("./program.ts", import.meta.url));
const configFile = fileURLToPath(new URL("../../../tsconfig.base.json", import.meta.url));

/**
 * Makes a counter of the instantiations of types that the compiler makes to check a program. All files but the program
 * are read once.
 */
export function createInstantiationCounter(): (program: string) => number {
  const { config } = ts.readConfigFile(configFile, (name) => ts.sys.readFile(name)) as { config: object };
  const { options } = ts.parseJsonConfigFileContent(
    { ...config, include: [], files: [file] },
    ts.sys,
    fileURLToPath(new URL(".", import.meta.url)),
    { composite: false, noEmit: true, skipLibCheck: true },
  );
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  const sources = new Map<string, ts.SourceFile | undefined>();
  return (text) => {
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023);
    host.getSourceFile = (name, ...rest) => {
      if (name === file) return source;
      if (!sources.has(name)) sources.set(name, read(name, ...rest));
      return sources.get(name);
    };
    const program = ts.createProgram([file], options, host);
    const complaints = [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ];
    const [first] = complaints;
    if (first !== undefined)
      throw new Error(`The program has errors: ${ts.flattenDiagnosticMessageText(first.messageText, "\n")}`);
    return program.getInstantiationCount();
  };
}
