import { openCheckpoints, type Checkpoints, type CheckpointSummary } from "../checkpoint/checkpoints.ts";
import { leaveOutDone, neededTasks } from "../checkpoint/leave-out-done.ts";
import { cull } from "../graph/cull.ts";
import { fuse } from "../graph/fuse.ts";
import { keyOfTask, type GraphIndex } from "../graph/graph-index.ts";
import type { RunRequest } from "../scheduler/scheduler.ts";

/** A graph made ready to run. */
export interface PreparedGraph {
  readonly index: GraphIndex;
  /** There where results are stored. */
  readonly resumption: Resumption | undefined;
}

/** What of earlier runs a run goes on from. */
export interface Resumption {
  readonly checkpoints: Checkpoints;
  readonly found: CheckpointSummary;
  /** By task: 1 where it may have to run. */
  readonly isNeeded: Uint8Array;
}

/**
 * Numbers the tasks that are needed, finds which of them earlier runs have done, and joins chains.
 * @param fail - ends the run, as something could not be stored
 */
export function prepareGraph(request: RunRequest, fail: (error: unknown) => void): PreparedGraph {
  const { graph, targets, optimize } = request;
  const culled = cull(graph, targets);
  const checkpoints = openFor(culled, request, fail);
  if (checkpoints === undefined)
    return { index: optimize === false ? culled : fuse(culled), resumption: undefined };
  const isDone = (index: GraphIndex) => (id: number) => checkpoints.has(keyOfTask(index, id));
  const left = leaveOutDone(culled, isDone(culled));
  const index = optimize === false ? left : fuse(left, isDone(left));
  const isNeeded = neededTasks(index, isDone(index));
  return { index, resumption: { checkpoints, found: checkpoints.found, isNeeded } };
}

function openFor(
  index: GraphIndex,
  { checkpoint, strict }: RunRequest,
  fail: (error: unknown) => void,
): Checkpoints | undefined {
  const isStored = checkpoint !== undefined || index.layers.some((layer) => layer.checkpoint !== undefined);
  if (!isStored) return undefined;
  return openCheckpoints({ index, checkpointOf: (layer) => layer.checkpoint ?? checkpoint, strict, fail });
}
