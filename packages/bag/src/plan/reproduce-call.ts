import { NotReproducibleError, type FailedCall, type TaskContext, type TaskFunction } from "@holdall/core";
import { isCounter } from "../pipeline/element-counts.ts";
import { forEach } from "../pipeline/for-each.ts";
import { Pipeline } from "../pipeline/pipeline.ts";
import { createPipelineRun } from "../pipeline/pipeline-run.ts";
import { runPipeline, runPipelineTask, type PipelineSpec } from "../pipeline/run-pipeline.ts";
import { sourceKindOf, type SourceSpec } from "../pipeline/source.ts";
import { stageKindOf, type StageSpec } from "../pipeline/stage.ts";
import type { UserFunction } from "../pipeline/user-call.ts";
import { cutWalk, type Walk } from "../pipeline/walk.ts";

/** {@link runPipelineTask}; on the calling thread a single one of its calls can be made again. */
export const pipelineTask: TaskFunction = { ...runPipelineTask, reproduce: reproduceCall };

/**
 * Makes the call for one element, or one partition, again. What comes before it in the pipeline is done for that element
 * alone, where each element is one of the source; otherwise for all up to it. Where it was no such call that failed, as in
 * a fold, which is about all that came before, the whole pipeline is run.
 */
async function reproduceCall(
  context: TaskContext,
  { place, index = 0 }: FailedCall,
  spec: PipelineSpec,
  ...inputs: readonly unknown[]
): Promise<unknown> {
  const failing = place === 0 ? spec.source : spec.stages[(place ?? 0) - 1];
  if (failing === undefined || !hasFunction(failing))
    return runPipeline(context, { ...spec, compileFrom: Infinity }, ...inputs);
  const call = new CaughtCall(failing.fn);
  const cut = cutBehind(spec, place!, call.fn);
  try {
    if (!(await pushOnly(cut, index, { context, inputs }))) {
      call.toPass = place === 0 ? 0 : index;
      await runPipeline(context, cut, ...inputs);
    }
  } catch (error) {
    if (error !== call.caught) throw error;
  }
  return call.make();
}

interface WithFunction {
  readonly fn: UserFunction;
}

function hasFunction<S extends SourceSpec | StageSpec>(spec: S): spec is S & WithFunction {
  return "fn" in spec;
}

const nothing: readonly never[] = []; // to any stage this is a result like others

/** A call that is to be made outside of the pipeline, so that nothing is between it and who asked for it. */
class CaughtCall {
  /** How many calls are passed over before it. */
  toPass = 0;
  /** What leaves the pipeline when it would be made. */
  readonly caught = new Error("The call was reached.");
  readonly #fn: UserFunction;
  #args: readonly unknown[] | undefined;

  constructor(fn: UserFunction) {
    this.#fn = fn;
  }

  readonly fn: UserFunction = (...args) => {
    if (this.toPass-- > 0) return nothing;
    this.#args = args;
    throw this.caught;
  };

  make(): unknown {
    if (this.#args === undefined)
      throw new NotReproducibleError("This time the operation was not given such an element.");
    return this.#fn(...this.#args);
  }
}

/** The pipeline up to a step whose function is another one. */
function cutBehind({ source, stages }: PipelineSpec, place: number, fn: UserFunction): PipelineSpec {
  const end = { sink: { kind: "collect" }, isPartial: false, compileFrom: Infinity } as const;
  if (place === 0) return { source: withFunction(source, fn), stages: [], ...end };
  return { source, stages: [...stages.slice(0, place - 1), withFunction(stages[place - 1]!, fn)], ...end };
}

function withFunction<S extends SourceSpec | StageSpec>(spec: S, fn: UserFunction): S {
  return { ...spec, fn, onError: undefined, concurrency: 1 };
}

interface Surroundings {
  readonly context: TaskContext;
  readonly inputs: readonly unknown[];
}

/** Takes one element of the source through a pipeline; or tells that its steps have to see the ones before it. */
async function pushOnly(
  spec: PipelineSpec,
  index: number,
  { context, inputs }: Surroundings,
): Promise<boolean> {
  const { source, stages } = spec;
  const kinds = stages.map(stageKindOf);
  const canStartAnywhere = kinds.every((kind, i) =>
    i === stages.length - 1 || !isCounter(spec, i + 1) ? !kind.createState || kind.position : false,
  );
  // To open it would already call the function of a partition.
  if (!canStartAnywhere || hasFunction(source) || !sourceKindOf(source).isIndexed) return false;
  const pipeline = new Pipeline(spec, createPipelineRun(spec, context, inputs));
  const opened = await sourceKindOf(source).open(source, pipeline.run);
  const walks = Array.isArray(opened) ? (opened as readonly Walk[]) : [opened as Walk];
  const walk = walks.find(({ before, length }) => index >= before && index < before + length);
  if (walk === undefined || walk.iterator !== undefined) return false;
  kinds.forEach((kind, i) => kind.position?.set(pipeline.states[i + 1], index));
  const own = cutWalk(walk, index - walk.before, index - walk.before + 1);
  const { operation } = source;
  await forEach(own, pipeline.steps[0]!.push, { run: pipeline.run, operation, isSource: true });
  return true;
}
