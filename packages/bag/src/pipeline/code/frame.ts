import { close, fail, pushLater, type Advancer, type Loop } from "../for-each.ts";
import type { Pacer } from "../pacer.ts";
import type { PipelineRun } from "../pipeline-run.ts";
import { STOP, type Outcome, type Step } from "../push.ts";
import type { PipelineSpec } from "../run-pipeline.ts";
import type { Walk } from "../walk.ts";
import type { StepExit } from "./step-code.ts";

/** What a generated loop and the interpreter have in common. Each goes on where the other one left. */
export interface Frame {
  readonly spec: PipelineSpec;
  readonly inputs: readonly unknown[];
  readonly pacer: Pacer;
  readonly walk: Walk;
  /** What steps remember, by their number: stages from 1 on, then the sink. */
  readonly states: readonly unknown[];
  /** The element under way. */
  index: number;
  /** The step under way; 0 is the source. */
  at: number;
  /** What that step was given, when the loop left it to the interpreter. */
  element: unknown;
  /** What the loop did not know what to do with: a user function's result, or a promise to await. */
  held: unknown;
}

/** Why a loop ended before its end: an exit of a step, or of its iterator. */
type LoopExit = StepExit["kind"] | "later" | "exhausted";

/** A generated loop: goes on from the frame's index to `end`. */
export type RunLoop = (frame: Frame, end: number) => LoopExit | undefined;

/** A generated loop in one run over a partition, and the interpreter, which does what it leaves. */
export class FramedLoop implements Advancer {
  readonly frame: Frame;
  readonly runLoop: RunLoop;
  readonly run: PipelineRun;
  readonly #createSteps: () => readonly Step[];
  #steps: readonly Step[] | undefined;

  constructor(frame: Frame, runLoop: RunLoop, run: PipelineRun, createSteps: () => readonly Step[]) {
    this.frame = frame;
    this.runLoop = runLoop;
    this.run = run;
    this.#createSteps = createSteps;
  }

  /** The interpreter's steps, by their number: made when they are first needed, which mostly is never. */
  get steps(): readonly Step[] {
    this.#steps ??= this.#createSteps();
    return this.#steps;
  }

  /**
   * Goes on by the generated code, until an element has to be waited for, whose promise is returned, or to the end.
   * What the code leaves of an element, the interpreter does.
   */
  advance(loop: Loop): Outcome | Promise<Outcome> {
    const { frame, run } = this;
    const { pacer } = run;
    const { length } = loop.walk;
    frame.index = loop.index;
    try {
      while (frame.index < length) {
        const start = frame.index;
        const exit = runFramed(loop, this, Math.min(length, start + pacer.budget));
        if (exit === "exhausted") break;
        let outcome: Outcome | Promise<Outcome>;
        if (exit === undefined) frame.index -= 1;
        else outcome = goOnWith(loop, this, exit);
        pacer.budget -= frame.index + 1 - start;
        if (outcome === undefined && pacer.budget <= 0) outcome = pacer.wait();
        loop.index = frame.index;
        if (outcome !== undefined) return outcome === STOP ? close(loop) : outcome;
        frame.index += 1;
      }
      loop.status = "exhausted";
      return undefined;
    } catch (error) {
      loop.index = frame.index;
      throw fail(loop, error);
    }
  }
}

function runFramed(loop: Loop, { frame, run, runLoop }: FramedLoop, end: number): LoopExit | undefined {
  try {
    return runLoop(frame, end);
  } catch (error) {
    const { spec, at } = frame;
    const step = spec.stages[at - 1] ?? spec.sink;
    if (at === 0) loop.status = "pulling";
    else if ("operation" in step) run.context.operation = step.operation;
    throw error;
  }
}

function goOnWith(
  loop: Loop,
  framed: FramedLoop,
  exit: Exclude<LoopExit, "exhausted">,
): Outcome | Promise<Outcome> {
  const { at, element, held } = framed.frame;
  switch (exit) {
    case "push":
      return goOnBefore(at, framed.steps[at]!.push(element), framed.steps);
    case "settle":
      return goOnBefore(at, framed.steps[at]!.settle!(held, element), framed.steps);
    case "pause":
      return goOnBefore(at + 1, held as Promise<Outcome>, framed.steps);
    case "later":
      loop.status = "pulling";
      return pushLater(loop, held as PromiseLike<IteratorResult<unknown>>);
    case "stop":
      return STOP;
    default:
      return exit satisfies never;
  }
}

/** Lets the steps before one go on, each in turn, with what came of the element that it had handed on. */
function goOnBefore(
  at: number,
  outcome: Outcome | Promise<Outcome>,
  steps: readonly Step[],
): Outcome | Promise<Outcome> {
  let reached = outcome;
  for (let i = at - 1; i > 0; i--) {
    const { goOn } = steps[i]!;
    if (goOn !== undefined) reached = goOn(reached);
  }
  return reached;
}
