import { locationOf } from "../call-site.ts";
import { framesOf, setReproduction, TaskCrashedError, TaskError } from "../errors.ts";
import type { Task } from "../graph/task.ts";
import type { Layer } from "../graph/task-graph.ts";
import { reproduce } from "./reproduce.ts";

/** What the calling thread knows of a task that failed. */
export interface FailurePlace {
  /** Layers by name, as the collections made them. */
  readonly layers: ReadonlyMap<string, Layer>;
  /** How often the task was started. */
  readonly attempt: number;
  readonly task: Task;
  /** Brings the values of what it read. */
  readonly fetch: () => readonly unknown[];
}

/** Says in the error of a task what only the calling thread knows: where the operation was written, and how to call it again. */
export function completeFailure(error: unknown, { layers, attempt, task, fetch }: FailurePlace): void {
  if (!(error instanceof TaskError || error instanceof TaskCrashedError)) return;
  const layer = layers.get(error.key.slice(0, error.key.lastIndexOf(":")));
  const place = error instanceof TaskError ? error.place : undefined;
  const site = layer?.callSite?.(place) ?? layer?.callSite?.(undefined);
  const callSite = site && locationOf(site);
  const own = error instanceof TaskError ? { attempt: error.attempt ?? attempt, callSite } : { callSite };
  Object.assign(error, own, { stack: stackOf(error, callSite) });
  Reflect.deleteProperty(error, "place");
  if (!(error instanceof TaskError)) return;
  const { key, index } = error;
  setReproduction(error, () => reproduce({ task, key, place, index, attempt, fetch }));
}

/** Below the lines of the cause that of the operation, in a form that editors know how to follow. */
function stackOf(error: TaskError | TaskCrashedError, callSite: string | undefined): string {
  const frames = framesOf(error instanceof TaskError ? error.cause : causeOf(error.cause));
  const written = callSite === undefined ? "" : `\n    at ${error.operation} [written here] (${callSite})`;
  return `${error.name}: ${error.message}${frames === undefined ? "" : `\n${frames}`}${written}`;
}

// How a worker died is told by nobody's code, unless an error of its own made it.
function causeOf(died: unknown): unknown {
  return died instanceof Error ? died.cause : undefined;
}
