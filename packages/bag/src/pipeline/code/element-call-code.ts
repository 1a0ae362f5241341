import type { CallArgument } from "../call-arguments.ts";
import { isCountedCall, type ElementCallSpec } from "../element-calls.ts";
import { CallContext } from "../element-context.ts";
import { emitCall, type StepCode } from "./step-code.ts";

/** How a stage writes the call of its function. */
export interface ElementCallCode {
  /** What the function is called in the text. */
  readonly stem: string;
  /** Writes the call itself, with what comes after the element. @default the element first */
  readonly call?: (name: string, rest: readonly string[]) => string;
  /** When, beside for promises, a result that is an object is left to the interpreter. */
  readonly orIf?: (result: string) => string;
}

/**
 * Writes the call of the user's function for an element, with its arguments.
 * @returns the name of the result
 */
export function emitElementCall(
  code: StepCode,
  spec: ElementCallSpec,
  { stem, orIf, call = (name, rest) => `${name}(${[code.element, ...rest].join(", ")})` }: ElementCallCode,
): string {
  const { fn, args = [], concurrency = 1, onError } = spec;
  // While elements before this one are under way, the interpreter sees to the order.
  if (concurrency > 1) {
    const calls = code.constant("underWay", `${code.ownState}.window.calls`);
    code.block(`if (${calls}.length > 0)`, () => code.leave({ kind: "push" }));
  }
  const values = emitArguments(args, code, isCountedCall(spec));
  return emitCall(code, {
    call: call(code.user(stem, fn), values),
    isCaught: onError !== undefined,
    ...(orIf && { orIf }),
  });
}

/**
 * Writes what goes along with the element. An element for which a bag has none is left to the interpreter.
 * @param isCounted - whether elements are counted even if no bag goes along
 */
export function emitArguments(args: readonly CallArgument[], code: StepCode, isCounted: boolean): string[] {
  const bags: string[] = [];
  const values = args.map((arg, place) => {
    if (arg.kind === "value") return code.constant(`value${place}_`, `${code.spec}.args[${place}].value`);
    if (arg.kind === "context") return emitContext(code);
    const input = code.constant(`${arg.kind}${place}_`, `inputs[${arg.slot}]`);
    if (arg.kind === "broadcast") return input;
    bags.push(input);
    return `${input}[${code.name("call")}]`;
  });
  if (bags.length === 0 && !isCounted) return values;
  const calls = code.state("calls");
  if (bags.length > 0) {
    code.block(`if (${bags.map((bag) => `${calls} >= ${bag}.length`).join(" || ")})`, () =>
      code.leave({ kind: "push" }),
    );
  }
  code.line(`const ${code.name("call")} = ${calls}++;`);
  return values;
}

function emitContext(code: StepCode): string {
  const surroundings = code.constant("surroundings", `${code.ownState}.surroundings`);
  return `new ${code.ours("CallContext", CallContext)}(${surroundings}, ${code.name("call")})`;
}
