import { describeValue, InvalidArgumentError, type TimeLimit } from "@holdall/core/task";
import type { CallArgument } from "./call-arguments.ts";
import type { PipelineRun } from "./pipeline-run.ts";
import type { ErrorHandling } from "./recover.ts";

/** What a function that is given a whole partition is told of the run around it, and tells it. */
export interface PartitionContext {
  /**
   * Fires when the result is not wanted any more: the run was aborted, has failed, or its reader has left; or the time of
   * the task, or of this call, is over. To be handed on to what the function waits for.
   */
  readonly signal: AbortSignal;
  /** Index of the partition, among those of the bag that the operation was called on. */
  readonly partition: number;
  /** How often the work on the partition has been started, this time included. */
  readonly attempt: number;
  /** The worker that does it, counted from 1; 0 on the calling thread. */
  readonly workerId: number;
  /**
   * Tells whoever watches the run how far this call is: hooks of the run hear of it as `progress`.
   * @param fraction - from 0 to 1
   * @throws InvalidArgumentError when it is anything else
   */
  readonly progress: (fraction: number) => void;
}

/** What a function that is called for each element is told of the run around it, and tells it. */
export interface ElementContext extends PartitionContext {
  /** Index of the element, among those that the operation is given of the partition. */
  readonly index: number;
}

/** Calls of a function of the user, as far as its context tells of them. */
interface CallsWithContext {
  readonly operation: string;
  readonly args?: readonly CallArgument[];
  readonly onError?: ErrorHandling;
}

/** What the calls of an operation have in common in one run over a partition. */
export class CallSurroundings {
  readonly spec: CallsWithContext;
  readonly run: PipelineRun;

  constructor(spec: CallsWithContext, run: PipelineRun) {
    this.spec = spec;
    this.run = run;
  }

  /** Not that of the task, which may do work for a bag that this one is only a part of. */
  get partition(): number {
    const { args = [], onError } = this.spec;
    const { slot } = typeof onError === "object" ? onError : args.find((arg) => arg.kind === "context")!;
    return this.run.inputs[slot] as number;
  }
}

/**
 * The context of one call. It holds next to nothing, as there is one for each element that asks for it. What it has can be
 * taken out of it: `progress` needs no `this`.
 */
export class CallContext<I extends number | undefined> {
  readonly index: I;
  readonly #surroundings: CallSurroundings;

  constructor(surroundings: CallSurroundings, index: I) {
    this.index = index;
    this.#surroundings = surroundings;
  }

  get signal(): AbortSignal {
    return this.#surroundings.run.context.signal;
  }

  get partition(): number {
    return this.#surroundings.partition;
  }

  get attempt(): number {
    return this.#surroundings.run.context.attempt;
  }

  get workerId(): number {
    return this.#surroundings.run.context.workerId;
  }

  get progress(): (fraction: number) => void {
    const { index, partition } = this;
    const { run, spec } = this.#surroundings;
    return (fraction) => {
      if (!(fraction >= 0 && fraction <= 1)) {
        throw new InvalidArgumentError(
          `context.progress(): Expected \`fraction\` to be a number from 0 to 1, got ${describeValue(fraction)}.`,
        );
      }
      run.context.progress({ operation: spec.operation, partition, index, fraction });
    };
  }
}

/** The context of a call that may take so long and no longer: its signal fires when that is over as well. */
export class TimedCallContext<I extends number | undefined> extends CallContext<I> {
  readonly #limit: TimeLimit;

  constructor(surroundings: CallSurroundings, index: I, limit: TimeLimit) {
    super(surroundings, index);
    this.#limit = limit;
  }

  override get signal(): AbortSignal {
    return this.#limit.signal;
  }
}
