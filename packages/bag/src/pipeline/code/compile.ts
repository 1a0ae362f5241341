import type { PipelineSpec } from "../run-pipeline.ts";
import type { UserFunction } from "../user-call.ts";
import type { Walk } from "../walk.ts";
import type { RunLoop } from "./frame.ts";
import { formatLoop, walkKindOf, writeLoop, type LoopCode, type WalkKind } from "./loop-code.ts";

/**
 * The generated loop of a pipeline; `undefined` where there is to be none, or none yet. Compiled once for the same
 * functions in the same places, so that a bag computed again finds its loop as the machine has optimised it.
 */
export function loopFor(spec: PipelineSpec, walk: Walk): RunLoop | undefined {
  const { compileFrom = worthwhile } = spec;
  if (compileFrom === Infinity) return undefined;
  let loops = loopsOfSpecs.get(spec);
  if (loops === undefined) {
    loops = { elements: 0, byWalk: new Map() };
    loopsOfSpecs.set(spec, loops);
  }
  loops.elements += walk.length;
  if (loops.elements < compileFrom || !canGenerateCode()) return undefined;
  const kind = walkKindOf(walk);
  let loop = loops.byWalk.get(kind);
  if (loop === undefined) {
    loop = findOrCompile(writeLoop(spec, kind));
    loops.byWalk.set(kind, loop);
  }
  return loop;
}

interface LoopsOfSpec {
  /** How many have been, or are about to be, taken through the pipeline. */
  elements: number;
  readonly byWalk: Map<WalkKind, RunLoop>;
}

const loopsOfSpecs = new WeakMap<PipelineSpec, LoopsOfSpec>();

// To write and compile a loop takes about as long as to interpret some hundred elements.
const worthwhile = 256;

// `node --disallow-code-generation-from-strings` and some hosts forbid it.
let isAllowed: boolean | undefined;

function canGenerateCode(): boolean {
  isAllowed ??= tryToGenerateCode();
  return isAllowed;
}

function tryToGenerateCode(): boolean {
  try {
    compileText("return undefined;")([], {});
    return true;
  } catch {
    return false;
  }
}

/** Loops by the functions in them: one level for each function, in order. Keeps none of them alive. */
interface Level {
  readonly loops: Map<string, RunLoop>;
  readonly next: WeakMap<UserFunction, Level>;
}

const root: Level = createLevel();
let compiled = 0;

function createLevel(): Level {
  return { loops: new Map(), next: new WeakMap() };
}

function findOrCompile({ text, functions, ours }: LoopCode): RunLoop {
  const { loops } = functions.reduce(levelBelow, root);
  let loop = loops.get(text);
  if (loop === undefined) {
    // Of equal texts V8 makes one function with one memory of what it was called with: user functions in it would be
    // any of all, and never be inlined. The name makes each a text of its own.
    compiled += 1;
    loop = compileText(`${formatLoop(text)}\n//# sourceURL=holdall:pipeline-${compiled}\n`)(functions, ours);
    loops.set(text, loop);
  }
  return loop;
}

function levelBelow({ next }: Level, fn: UserFunction): Level {
  let level = next.get(fn);
  if (level === undefined) {
    level = createLevel();
    next.set(fn, level);
  }
  return level;
}

type CreateLoop = (functions: readonly UserFunction[], ours: Readonly<Record<string, unknown>>) => RunLoop;

function compileText(text: string): CreateLoop {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the text is our own; nothing of the user's is in it
  return new Function("functions", "ours", `"use strict";\n${text}`) as CreateLoop;
}
