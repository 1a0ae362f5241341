import ts from "typescript";

/**
 * Reads what a program says it prints: the comment behind each `console.log(...)`, and the lines of comment right
 * below it.
 *
 * @returns the lines, in the order of the program's text
 * @throws for a `console.log` that does not say what it prints
 */
export function readPromisedOutput(name: string, code: string): string[] {
  const file = ts.createSourceFile(name, code, ts.ScriptTarget.Latest, true);
  const lines: string[] = [];
  visit(file);
  return lines;

  function visit(node: ts.Node): void {
    if (isConsoleLog(node)) lines.push(...readCommentBehind(node));
    ts.forEachChild(node, visit);
  }

  function readCommentBehind(call: ts.Node): string[] {
    const [comment] = ts.getTrailingCommentRanges(code, findStatement(call).end) ?? [];
    if (comment === undefined) throw new Error(`${name}: ${call.getText()} does not say what it prints`);
    const { line } = file.getLineAndCharacterOfPosition(comment.pos);
    const [, ...below] = code.split("\n").slice(line);
    const more = below.findIndex((text) => !/^\s*\/\//.test(text));
    return [code.slice(comment.pos, comment.end), ...below.slice(0, more)].map(stripSlashes);
  }
}

function isConsoleLog(node: ts.Node): boolean {
  return ts.isCallExpression(node) && node.expression.getText() === "console.log";
}

function findStatement(node: ts.Node): ts.Node {
  return ts.isStatement(node) ? node : findStatement(node.parent);
}

function stripSlashes(comment: string): string {
  return comment.replace(/^\s*\/\/ ?/, "").trimEnd();
}
