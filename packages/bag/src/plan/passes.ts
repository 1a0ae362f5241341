import type { Passes } from "@holdall/core";
import type { PipelineSpec } from "../pipeline/run-pipeline.ts";

/** A pipeline that is run in no other way than the passes allow. */
export function asAllowed(spec: PipelineSpec, { compile }: Passes): PipelineSpec {
  return compile ? spec : { ...spec, compileFrom: Infinity };
}
