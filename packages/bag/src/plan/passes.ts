import type { Passes } from "@holdall/core";
import { hasLimits } from "../pipeline/guarded-call.ts";
import type { PipelineSpec } from "../pipeline/run-pipeline.ts";

/** A pipeline that is run in no other way than the passes allow; by steps, if calls are to be timed, or made again. */
export function asAllowed(spec: PipelineSpec, { compile }: Passes): PipelineSpec {
  return compile && !spec.stages.some(hasLimits) ? spec : { ...spec, compileFrom: Infinity };
}
