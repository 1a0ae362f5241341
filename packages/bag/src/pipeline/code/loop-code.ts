import { isCounter } from "../element-counts.ts";
import type { PipelineSpec } from "../run-pipeline.ts";
import { sinkKindOf } from "../sink.ts";
import { sourceKindOf } from "../source.ts";
import { stageKindOf } from "../stage.ts";
import type { UserFunction } from "../user-call.ts";
import type { Walk } from "../walk.ts";
import type { StepCode, StepExit } from "./step-code.ts";

/** The text of a loop and what it is given. Equal texts make loops that differ in nothing but the user's functions. */
export interface LoopCode {
  /** Not indented: see `formatLoop`. */
  readonly text: string;
  /** Those of the user, in the order in which the text names them. */
  readonly functions: readonly UserFunction[];
  /** What is ours, under the names that the text has for it. */
  readonly ours: Readonly<Record<string, unknown>>;
}

/** How a loop gets at its elements. */
export type WalkKind = "items" | "range" | "iterator";

export function walkKindOf({ items, iterator }: Walk): WalkKind {
  if (items !== undefined) return "items";
  return iterator === undefined ? "range" : "iterator";
}

/**
 * Writes source, stages and sink of a pipeline as one loop, each inside the one before. The number of a step is in all
 * of its names. The loop notes it in `at`, and what it is given in `given`, at no cost as compilers see through that, so
 * that it is known where an error came from.
 */
export function writeLoop(spec: PipelineSpec, walk: WalkKind): LoopCode {
  const parts = createParts();
  const operations = [spec.source, ...spec.stages, spec.sink].map(nameOfStep);
  const writeStep = (at: number, element: string): void => {
    const next = (value: string): void => writeStep(at + 1, value);
    const { body } = parts;
    if (isCounter(spec, at - 1)) writeCount(parts, at - 1);
    if (at > 0) {
      body.push(...(body.at(-1)!.endsWith("{") ? [] : [""]), `// ${operations[at]}`);
      body.push(`at = ${at};`, `given = ${element};`);
    }
    const write = (place: string): StepCode => createStepCode(parts, { at, place, element, next });
    const stage = spec.stages[at - 1];
    if (at === 0) writeSource(spec, write("spec.source"));
    else if (stage !== undefined) stageKindOf(stage).emit(stage, write(`spec.stages[${at - 1}]`));
    else sinkKindOf(spec.sink).emit(spec.sink, write("spec.sink"));
  };
  writePull(parts, walk);
  writeStep(0, "x0");
  const ours = Object.fromEntries(parts.ours);
  return {
    text: assemble(parts, operations.join(" -> "), walk === "items" ? byPlace : byIndex),
    functions: parts.functions,
    ours,
  };
}

export function nameOfStep(step: { readonly kind: string; readonly operation?: string }): string {
  return step.operation ?? step.kind;
}

/** What steps have written so far. */
interface Parts {
  /** What is done with one element. */
  readonly body: string[];
  /** Whether a step may pause in the middle of an element. */
  pauses: boolean;
  /** Constants by name. */
  readonly constants: Map<string, string>;
  /** Variables by name: what they hold while the loop runs. */
  readonly variables: Map<string, string>;
  /** Declarations of other variables. */
  readonly locals: string[];
  /** Steps that count what they hand on. */
  readonly counters: number[];
  readonly functionNames: string[];
  readonly functions: UserFunction[];
  readonly ours: Map<string, unknown>;
}

function createParts(): Parts {
  return {
    body: [],
    pauses: false,
    constants: new Map(),
    variables: new Map(),
    locals: [],
    counters: [],
    functionNames: [],
    functions: [],
    ours: new Map(),
  };
}

interface StepPlace {
  readonly at: number;
  /** The expression for its spec. */
  readonly place: string;
  readonly element: string;
  readonly next: (value: string) => void;
}

function createStepCode(parts: Parts, { at, place, element, next }: StepPlace): StepCode {
  const { body, constants, variables } = parts;
  const name = (stem: string): string => `${stem}${at}`;
  const ownState = `states[${at}]`;
  const line = (text: string): void => void body.push(text);
  return {
    at,
    element,
    spec: place,
    ownState,
    line,
    block(head, write) {
      line(`${head} {`);
      write();
      line("}");
    },
    name,
    user(stem, fn) {
      parts.functionNames.push(name(stem));
      parts.functions.push(fn);
      return name(stem);
    },
    ours(own, value) {
      parts.ours.set(own, value);
      return own;
    },
    constant(stem, expression) {
      constants.set(name(stem), expression);
      return name(stem);
    },
    state(property) {
      variables.set(name(property), `${ownState}.${property}`);
      return name(property);
    },
    next,
    leave(exit) {
      if (exit.kind === "pause") parts.pauses = true;
      for (const text of [...leaveLines(exit, at, element), "break elements;"]) line(text);
    },
  };
}

function leaveLines(exit: StepExit, at: number, element: string): string[] {
  const lines = [`exit = "${exit.kind}";`];
  switch (exit.kind) {
    case "push":
      return [...lines, `element = ${element};`];
    case "settle":
      return [...lines, `element = ${element};`, `held = ${exit.result};`];
    case "recover":
      return [...lines, `element = ${element};`, `held = ${exit.error};`];
    case "pause":
      return [...lines, `at = ${at};`, `held = ${exit.promise};`];
    case "stop":
      return lines;
    default:
      return exit satisfies never;
  }
}

function writePull({ body, constants, locals }: Parts, walk: WalkKind): void {
  // Without the second, the compiler would have to keep what the steps before were given.
  body.push("at = 0;", "given = undefined;");
  switch (walk) {
    case "items":
      constants.set("items", "walk.items").set("start", "walk.start");
      body.push("const x0 = items[place];");
      return;
    case "range":
      constants.set("step", "walk.step");
      locals.push("let value = walk.start + index * step;");
      body.push("const x0 = value;", "value += step;");
      return;
    case "iterator":
      constants.set("iterator", "walk.iterator");
      body.push(
        "const pulled = iterator.next();",
        'if (typeof pulled === "object" && pulled !== null && typeof pulled.then === "function") {',
        'exit = "later";',
        "held = pulled;",
        "break elements;",
        "}",
        "if (pulled.done === true) {",
        'exit = "exhausted";',
        "break elements;",
        "}",
        "const x0 = pulled.value;",
      );
      return;
    default:
      return walk satisfies never;
  }
}

function writeSource({ source }: PipelineSpec, code: StepCode): void {
  const { emit } = sourceKindOf(source);
  if (emit === undefined) code.next(code.element);
  else emit(code);
}

/** Counts what a step hands on. Whole numbers of 32 bits, as one run of the loop counts, cost it nothing. */
function writeCount({ body, counters, locals }: Parts, at: number): void {
  counters.push(at);
  locals.push(`let handedOn${at} = 0;`);
  body.push(`handedOn${at} = (handedOn${at} + 1) | 0;`);
}

/** How a loop counts, and which element it is at. */
interface Counting {
  readonly start: readonly string[];
  /** On which condition, and how, it goes on. */
  readonly going: string;
  readonly index: string;
}

// An array is gone through by the place in it: to add two numbers for each element would take as long as the rest.
const byPlace: Counting = {
  start: ["let place = start + frame.index;", "const stop = start + end;"],
  going: "place < stop; place++",
  index: "place - start",
};
const byIndex: Counting = {
  start: ["let { index } = frame;"],
  going: "index < end; index++",
  index: "index",
};

function assemble(parts: Parts, title: string, { start, going, index }: Counting): string {
  const { body, pauses, constants, variables, locals, counters, functionNames, ours } = parts;
  return [
    `// ${title}`,
    ...(functionNames.length === 0 ? [] : [`const [${functionNames.join(", ")}] = functions;`]),
    ...(ours.size === 0 ? [] : [`const { ${[...ours.keys()].join(", ")} } = ours;`]),
    ...(functionNames.length + ours.size === 0 ? [] : [""]),
    "return function advance(frame, end) {",
    "const { walk, pipeline: { spec, states }, run: { inputs, pacer } } = frame;",
    ...Array.from(constants, ([name, expression]) => `const ${name} = ${expression};`),
    ...Array.from(variables, ([name, property]) => `let ${name} = ${property};`),
    ...start,
    ...locals,
    "let at = 0, exit, element, held, given;",
    "try {",
    `elements: for (; ${going}) {`,
    ...body,
    ...(pauses ? ["if (pacer.isDue) {", 'exit = "turn";', "break elements;", "}"] : []),
    "}",
    "} catch (error) {",
    "frame.given = given;",
    "throw error;",
    "} finally {",
    `frame.index = ${index};`,
    ...["at", "element", "held"].map((name) => `frame.${name} = ${name};`),
    ...Array.from(variables, ([name, property]) => `${property} = ${name};`),
    ...counters.map((at) => `frame.run.counts.handedOn[${at}] += handedOn${at};`),
    "}",
    "return exit;",
    "};",
  ].join("\n");
}

/** Indents the text of a loop, for people to read. */
export function formatLoop(text: string): string {
  let depth = 0;
  const lines = text.split("\n").map((line) => {
    if (/^[}\])]/.test(line)) depth -= 1;
    const indented = line === "" ? "" : "  ".repeat(depth) + line;
    if (/[{[(]$/.test(line)) depth += 1;
    return indented;
  });
  return lines.join("\n");
}
