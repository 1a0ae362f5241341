import type { PipelineRun } from "./pipeline-run.ts";
import type { Push } from "./push.ts";
import { createAggregate, type AggregateSpec } from "./sink/aggregate.ts";
import { createCollect, type CollectSpec } from "./sink/collect.ts";
import { createCount, type CountSpec } from "./sink/count.ts";
import { createExtreme, type ExtremeSpec } from "./sink/extreme.ts";
import { createFold, type FoldSpec } from "./sink/fold.ts";
import { createJoin, type JoinSpec } from "./sink/join.ts";
import { createSum, type SumSpec } from "./sink/sum.ts";

/** What the elements of a partition become in the end. */
export type SinkSpec = CollectSpec | CountSpec | SumSpec | ExtremeSpec | FoldSpec | AggregateSpec | JoinSpec;

/** Takes the elements of one partition. */
export interface Sink {
  readonly push: Push;
  /** Called once, last. Returns the result or a promise of it; `nothing` when no element has come. */
  readonly finish: () => unknown;
}

export type SinkInterpreter<S> = (spec: S, run: PipelineRun) => Sink;

const interpreters = {
  collect: createCollect,
  count: createCount,
  sum: createSum,
  extreme: createExtreme,
  fold: createFold,
  aggregate: createAggregate,
  join: createJoin,
} satisfies { [S in SinkSpec as S["kind"]]: SinkInterpreter<S> };

export function createSink(spec: SinkSpec, run: PipelineRun): Sink {
  return (interpreters[spec.kind] as SinkInterpreter<SinkSpec>)(spec, run);
}
