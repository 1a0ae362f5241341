import type { SaveInterval, TaskSaves } from "@holdall/core/task";
import { flushStage } from "./end-stages.ts";
import { isPending } from "./for-each.ts";
import type { Pipeline } from "./pipeline.ts";
import { STOP, type Outcome } from "./push.ts";
import type { CollectState } from "./sink/collect.ts";
import { stageKindOf, type StageKind, type StageSpec } from "./stage.ts";
import { cutWalk, type Walk } from "./walk.ts";

/** Whether what a pipeline has done can be saved between two elements, and gone on from. */
export function canSave({ spec: { stages, sink, isPartial } }: Pipeline, walks: readonly Walk[]): boolean {
  return (
    sink.kind === "collect" &&
    !isPartial &&
    walks.every(({ iterator }) => iterator === undefined) &&
    stages.map(stageKindOf).every(({ createState, position }) => !createState || position)
  );
}

// Of the time after which it saves: no longer are elements gone through without a look at the clock, unless one is.
const lookEvery = 1 / 8;
const largestPortion = 2 ** 30;

/**
 * A run of a pipeline that saves what it has done: it takes its elements through the steps in portions, and between two
 * of them tells what came of those before. It begins behind what was saved by an earlier run over the same partition.
 */
export class SavingRun {
  readonly #pipeline: Pipeline;
  readonly #walks: readonly Walk[];
  readonly #saves: TaskSaves;
  readonly #pushAll: (walk: Walk) => Outcome | Promise<Outcome>;
  readonly #pace: PortionPace;
  /** Number of elements that have been gone through, of all ways together. */
  #done = 0;
  /** How many elements had come of those that were saved last. */
  #savedLength = 0;

  /** @param pushAll - takes the elements of a way through the steps */
  constructor(
    pipeline: Pipeline,
    { walks, saves }: { readonly walks: readonly Walk[]; readonly saves: TaskSaves },
    pushAll: (walk: Walk) => Outcome | Promise<Outcome>,
  ) {
    this.#pipeline = pipeline;
    this.#walks = walks;
    this.#saves = saves;
    this.#pushAll = pushAll;
    // A task that workers have died of is not to do more than it has to again.
    const largest = pipeline.run.context.trace === undefined ? largestPortion : 1;
    this.#pace = new PortionPace(saves.every, largest);
    this.#resume();
  }

  /** Goes through all elements that are left. */
  run(): Outcome | Promise<Outcome> {
    const outcome = this.#advance();
    return isPending(outcome) ? this.#runLater(outcome) : outcome;
  }

  async #runLater(pending: Promise<Outcome>): Promise<Outcome> {
    for (let outcome: Outcome | Promise<Outcome> = pending; ;) {
      if ((await outcome) === STOP) return STOP;
      outcome = this.#advance();
      if (!isPending(outcome)) return outcome;
    }
  }

  /** Goes on until something has to be awaited, or to the end. */
  #advance(): Outcome | Promise<Outcome> {
    for (;;) {
      const portion = this.#nextPortion();
      if (portion === undefined) return undefined;
      const outcome = this.#pushPortion(portion);
      if (outcome !== undefined) return outcome;
    }
  }

  #nextPortion(): Walk | undefined {
    const walk = this.#walks.find(({ before, length }) => this.#done < before + length);
    if (walk === undefined) return undefined;
    const from = this.#done - walk.before;
    return cutWalk(walk, from, Math.min(walk.length, from + this.#pace.next()));
  }

  #pushPortion(portion: Walk): Outcome | Promise<Outcome> {
    const end = (): Outcome | Promise<Outcome> => {
      this.#done += portion.length;
      return this.#pace.isDueAfter(portion.length) ? this.#saveWhenDone() : undefined;
    };
    return after(this.#pushAll(portion), end);
  }

  #saveWhenDone(): Outcome | Promise<Outcome> {
    return after(endCalls(this.#pipeline), () => {
      this.#save();
      return undefined;
    });
  }

  #save(): void {
    const { elements = [] } = this.#list;
    this.#saves.save({
      upTo: this.#done,
      position: positionOf(this.#pipeline),
      value: elements.slice(this.#savedLength),
    });
    this.#savedLength = elements.length;
    this.#pace.begin();
  }

  #resume(): void {
    const { resume } = this.#saves;
    const last = resume.at(-1);
    if (last === undefined) return;
    const elements = resume.flatMap(({ value }) => value as unknown[]);
    if (elements.length > 0) this.#list.elements = elements;
    this.#savedLength = elements.length;
    this.#done = last.upTo;
    setPosition(this.#pipeline, last.position);
  }

  get #list(): CollectState {
    return this.#pipeline.states.at(-1) as CollectState;
  }
}

/** How many elements are gone through at a time, and when what came of them is saved. */
class PortionPace {
  readonly #elements: number;
  readonly #ms: number;
  readonly #largest: number;
  #size = 1;
  /** Since it was saved last. */
  #gone = 0;
  #saved = performance.now();
  #looked = this.#saved;

  constructor({ elements = Infinity, ms = Infinity }: SaveInterval, largest: number) {
    this.#elements = elements;
    this.#ms = ms;
    this.#largest = largest;
  }

  next(): number {
    return Math.min(this.#size, this.#elements - this.#gone);
  }

  isDueAfter(length: number): boolean {
    const now = performance.now();
    const tooLong = this.#ms * lookEvery;
    if (now - this.#looked > tooLong) this.#size = Math.max(1, this.#size >> 1);
    else if (length >= this.#size) this.#size = Math.min(2 * this.#size, this.#largest);
    this.#looked = now;
    this.#gone += length;
    return this.#gone >= this.#elements || now - this.#saved >= this.#ms;
  }

  /** It was saved. */
  begin(): void {
    this.#gone = 0;
    this.#saved = this.#looked = performance.now();
  }
}

/** Lets the calls that are under way come to their end: what is saved has to be whole. */
function endCalls(pipeline: Pipeline, start = 1): Outcome | Promise<Outcome> {
  const { spec, states } = pipeline;
  for (let at = start; at <= spec.stages.length; at++) {
    if (stageKindOf(spec.stages[at - 1]!).isUnderWay?.(states[at]) !== true) continue;
    const outcome = flushStage(pipeline, at);
    if (outcome !== undefined) return after(outcome, () => endCalls(pipeline, at + 1));
  }
  return undefined;
}

/** Goes on after an outcome, unless no more elements are wanted. */
function after(
  outcome: Outcome | Promise<Outcome>,
  onward: () => Outcome | Promise<Outcome>,
): Outcome | Promise<Outcome> {
  if (outcome === STOP) return STOP;
  return isPending(outcome) ? outcome.then((reached) => (reached === STOP ? STOP : onward())) : onward();
}

/** Where the steps of a pipeline are: what stages remember, then how many elements counters have handed on. */
function positionOf({ spec, run, states }: Pipeline): number[] {
  const places = statefulStages(spec.stages).map(({ kind, at }) => kind.position!.of(states[at]));
  return [...places, ...(run.counts?.handedOn ?? [])];
}

function setPosition({ spec, run, states }: Pipeline, position: readonly number[]): void {
  const stages = statefulStages(spec.stages);
  stages.forEach(({ kind, at }, i) => kind.position!.set(states[at], position[i]!));
  run.counts?.handedOn.splice(0, Infinity, ...position.slice(stages.length));
}

function statefulStages(
  stages: readonly StageSpec[],
): { readonly kind: StageKind<StageSpec, unknown>; readonly at: number }[] {
  return stages.flatMap((stage, i) => {
    const kind = stageKindOf(stage);
    return kind.position === undefined ? [] : [{ kind, at: i + 1 }];
  });
}
