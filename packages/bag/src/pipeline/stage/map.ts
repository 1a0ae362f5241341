import {
  assertBagsEnded,
  createCallArguments,
  type CallArgument,
  type CallCount,
} from "../call-arguments.ts";
import { emitCall, type StepCode } from "../code/step-code.ts";
import { forEach, isPending } from "../for-each.ts";
import type { PipelineRun } from "../pipeline-run.ts";
import type { Outcome, Push } from "../push.ts";
import type { StageKind } from "../stage.ts";
import { createCalls, type UserFunction } from "../user-call.ts";
import { walkElements } from "../walk.ts";

/** Pushes what `fn` returns for each element; of a generator an array of what it yields. */
export interface MapSpec {
  readonly kind: "map";
  readonly operation: string;
  readonly fn: UserFunction;
  readonly args: readonly CallArgument[];
}

export const map: StageKind<MapSpec, CallCount> = {
  createState: () => ({ calls: 0 }),

  isOneToOne: () => true,

  interpret(spec, next, { run, state }) {
    const { operation, fn, args } = spec;
    const accept = createArrayPush(next, run, operation);
    if (args.length === 0) return createCalls({ operation, run, call: fn, accept });
    const nextArguments = createCallArguments(spec, run, state);
    return createCalls({ operation, run, call: (element) => fn(element, ...nextArguments()), accept });
  },

  end: assertBagsEnded,

  emit({ fn, args }, code) {
    const values = args.length === 0 ? [] : emitArguments(args, code);
    const call = `${code.user("map", fn)}(${[code.element, ...values].join(", ")})`;
    const isGeneratorName = code.ours("isGenerator", isGenerator);
    const orIf = (result: string): string =>
      `(typeof ${result}.next === "function" && ${isGeneratorName}(${result}))`;
    code.next(emitCall(code, { call, orIf }));
  },
};

/** A push that reads generators into arrays before it hands them on: no one else could read them a second time. */
function createArrayPush(push: Push, run: PipelineRun, operation: string): Push {
  const options = { run, operation, isSource: false };
  return (value) => {
    if (!isGeneratorLike(value) || !isGenerator(value)) return push(value);
    const items: unknown[] = [];
    const collect = (item: unknown): Outcome => {
      items.push(item);
      return undefined;
    };
    const outcome = forEach(walkElements(value)!, collect, options);
    return isPending(outcome) ? outcome.then(() => push(items)) : push(items);
  };
}

function isGeneratorLike(value: unknown): value is Iterator<unknown> {
  return (
    typeof value === "object" && value !== null && typeof (value as Iterator<unknown>).next === "function"
  );
}

function isGenerator(value: object): boolean {
  const { [Symbol.toStringTag]: tag } = value as { readonly [Symbol.toStringTag]?: unknown };
  return tag === "Generator" || tag === "AsyncGenerator";
}

/** Writes what else the function gets. A call for which a bag has no element is left to the interpreter. */
function emitArguments(args: readonly CallArgument[], code: StepCode): string[] {
  const bags: string[] = [];
  const values = args.map((arg, place) => {
    if (arg.kind === "value") return code.constant(`value${place}_`, `${code.spec}.args[${place}].value`);
    const input = code.constant(`${arg.kind}${place}_`, `inputs[${arg.slot}]`);
    if (arg.kind === "broadcast") return input;
    bags.push(input);
    return `${input}[${code.name("call")}]`;
  });
  if (bags.length === 0) return values;
  const calls = code.state("calls");
  code.block(`if (${bags.map((bag) => `${calls} >= ${bag}.length`).join(" || ")})`, () =>
    code.leave({ kind: "push" }),
  );
  code.line(`const ${code.name("call")} = ${calls}++;`);
  return values;
}
