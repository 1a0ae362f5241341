import { counterOf } from "../element-counts.ts";
import { close, fail, pushLater, type Advancer, type Loop } from "../for-each.ts";
import type { PipelineRun } from "../pipeline-run.ts";
import { STOP, type Outcome, type Step } from "../push.ts";
import { failedOn } from "../user-call.ts";
import type { Pipeline } from "../pipeline.ts";
import type { Walk } from "../walk.ts";
import type { StepExit } from "./step-code.ts";

/** Why a loop ended before its end: an exit of a step, or of its iterator, or that the event loop is to turn behind an element. */
type LoopExit = StepExit["kind"] | "later" | "exhausted" | "turn";

/** A generated loop: goes on from the frame's index to `end`. */
export type RunLoop = (frame: Frame, end: number) => LoopExit | undefined;

/**
 * A generated loop in one run over a partition, and the interpreter, which does what it leaves. Each goes on where the
 * other one left.
 */
export class Frame implements Advancer {
  readonly pipeline: Pipeline;
  readonly run: PipelineRun;
  readonly walk: Walk;
  readonly runLoop: RunLoop;
  /** The element under way. */
  index = 0;
  /** The step under way; 0 is the source. */
  at = 0;
  /** What that step was given, when the loop left it to the interpreter. */
  element: unknown = undefined;
  /** What the loop did not know what to do with: a user function's result or error, or a promise to await. */
  held: unknown = undefined;
  /** What the step under way was given; there when it has thrown. */
  given: unknown = undefined;

  constructor(pipeline: Pipeline, { walk, runLoop }: { readonly walk: Walk; readonly runLoop: RunLoop }) {
    this.pipeline = pipeline;
    this.run = pipeline.run;
    this.walk = walk;
    this.runLoop = runLoop;
  }

  /**
   * Goes on by the generated code, until an element has to be waited for, whose promise is returned, or to the end.
   * What the code leaves of an element, the interpreter does.
   */
  advance(loop: Loop): Outcome | Promise<Outcome> {
    const { pacer } = this.run;
    const { length } = loop.walk;
    this.index = loop.index;
    try {
      while (this.index < length) {
        const start = this.index;
        const exit = runFramed(loop, this, Math.min(length, start + pacer.budget));
        if (exit === "exhausted") break;
        let outcome: Outcome | Promise<Outcome>;
        if (exit === undefined) this.index -= 1;
        else outcome = goOnWith(loop, this, exit);
        pacer.budget -= this.index + 1 - start;
        if (outcome === undefined && (pacer.budget <= 0 || pacer.isDue)) outcome = pacer.wait();
        loop.index = this.index;
        if (outcome !== undefined) return outcome === STOP ? close(loop) : outcome;
        this.index += 1;
      }
      loop.status = "exhausted";
      return undefined;
    } catch (error) {
      loop.index = this.index;
      throw fail(loop, error);
    }
  }
}

function runFramed(loop: Loop, frame: Frame, end: number): LoopExit | undefined {
  try {
    return frame.runLoop(frame, end);
  } catch (error) {
    const { at, given, run, pipeline } = frame;
    const { spec } = pipeline;
    if (at === 0) {
      loop.status = "pulling";
      if (run.counts !== undefined) run.counts.faulty = counterOf(spec, at);
      throw error;
    }
    const step = spec.stages[at - 1] ?? spec.sink;
    const operation = "operation" in step ? step.operation : run.context.operation;
    throw failedOn(given, { operation, run: { ...run, at } }, error);
  }
}

function goOnWith(
  loop: Loop,
  frame: Frame,
  exit: Exclude<LoopExit, "exhausted">,
): Outcome | Promise<Outcome> {
  const { at, element, held, pipeline } = frame;
  switch (exit) {
    case "push":
      return goOnBefore(at, pipeline.steps[at]!.push(element), pipeline.steps);
    case "settle":
      return goOnBefore(at, pipeline.steps[at]!.settle!(held, element), pipeline.steps);
    case "recover":
      return goOnBefore(at, pipeline.steps[at]!.recover!(held, element), pipeline.steps);
    case "pause":
      return goOnBefore(at + 1, held as Promise<Outcome>, pipeline.steps);
    case "later":
      loop.status = "pulling";
      return pushLater(loop, held as PromiseLike<IteratorResult<unknown>>);
    case "turn":
      return undefined;
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
