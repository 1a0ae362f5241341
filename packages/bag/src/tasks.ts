/** All that tasks of bags call, for the bundle that workers load. */
export { gatherJoined, gatherOnly, gatherPartitions } from "./pipeline/gather.ts";
export { runApply } from "./pipeline/run-apply.ts";
export { runPipeline } from "./pipeline/run-pipeline.ts";
export { runSearch } from "./pipeline/run-search.ts";
export { runStarts } from "./pipeline/run-starts.ts";
export { runCutRun, runFindBorders } from "./pipeline/run-sort.ts";
export { runTake } from "./pipeline/run-take.ts";
