import { absent } from "../graph/task.ts";
import { failureAt } from "../run/run-task.ts";
import { SpillError } from "../spill/spill-error.ts";
import type { ExecutorSession, Handle, StartedTask, TaskFeed } from "./executor.ts";

/** A value of the calling thread, in a run whose tasks run here and elsewhere. */
export class LocalHandle {
  readonly value: unknown;
  /** The handle it has elsewhere, once a task there has read it. */
  readonly remote: Handle[] = [];

  constructor(value: unknown) {
    this.value = value;
  }
}

/** The handles of another session that are behind handles, as far as there are any. */
export function remoteHandles(handles: readonly Handle[]): Handle[] {
  return handles.flatMap((handle) => (handle instanceof LocalHandle ? handle.remote : [handle]));
}

/** A task with others in the place of its handles. */
function withHandles(started: StartedTask, other: (handle: Handle, slot?: number) => unknown): StartedTask {
  const { saves } = started;
  const inputs = started.inputs.map((handle, slot) => other(handle, slot));
  if (saves === undefined) return { ...started, inputs };
  const resume = saves.resume.map((part) => ({ ...part, value: other(part.value) }));
  return { ...started, inputs, saves: { ...saves, resume } };
}

/**
 * A task with its inputs, and what it goes on from, as values of this thread; none, as the run has failed, where one cannot be had.
 * @param fetch - is told of an input which one it is
 */
export function toLocal(
  started: StartedTask,
  fetch: (handle: Handle, slot?: number) => unknown,
  feed: Pick<TaskFeed, "fail">,
): StartedTask[] {
  try {
    return [withHandles(started, (handle, slot) => (handle === absent ? absent : fetch(handle, slot)))];
  } catch (error) {
    feed.fail(error);
    return [];
  }
}

/** A task with its inputs, and what it goes on from, as handles of another session; none, as it has failed, where one cannot be taken there. */
export function toRemote(
  started: StartedTask,
  session: Pick<ExecutorSession, "put">,
  feed: Pick<TaskFeed, "report" | "fail">,
): StartedTask[] {
  try {
    const toThere = (handle: Handle): Handle => {
      if (!(handle instanceof LocalHandle)) return handle;
      if (handle.remote.length === 0) handle.remote.push(session.put(handle.value));
      return handle.remote[0];
    };
    return [withHandles(started, toThere)];
  } catch (error) {
    if (error instanceof SpillError) {
      feed.fail(error);
      return [];
    }
    const failure = failureAt(started.task.steps[0]!, error);
    feed.report([{ status: "failed", id: started.id, error: failure, elapsed: 0 }]);
    return [];
  }
}
