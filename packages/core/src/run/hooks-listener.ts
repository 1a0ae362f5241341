import type { EngineEvent, RunHooks } from "../events.ts";
import type { EventGroup, RunListener } from "./run-events.ts";

/** Calls the hooks of a run on what happens in it. */
export function createHooksListener(hooks: RunHooks): RunListener {
  return {
    hears: (group) => hooks.event !== undefined || hooksOf(hooks)[group].some((hook) => hook !== undefined),
    onEvent(event) {
      callHook(hooks, event);
      hooks.event?.(event);
    },
  };
}

function hooksOf(hooks: RunHooks): Readonly<Record<EventGroup, readonly unknown[]>> {
  const { start, startState, pretask, posttask, progress, finish } = hooks;
  return {
    run: [start, startState, finish],
    task: [pretask, posttask],
    progress: [progress],
    worker: [],
    bytes: [],
    spill: [],
  };
}

function callHook(hooks: RunHooks, event: EngineEvent): void {
  switch (event.type) {
    case "run-started":
      hooks.start?.(event);
      break;
    case "run-prepared":
      hooks.startState?.(event);
      break;
    case "run-finished":
      hooks.finish?.(event);
      break;
    case "task-queued":
      hooks.pretask?.(event);
      break;
    case "task-finished":
      hooks.posttask?.({ ...event, status: "finished" });
      break;
    case "task-failed":
      hooks.posttask?.({ ...event, status: "failed" });
      break;
    case "task-progress":
      hooks.progress?.(event);
      break;
    default: // what dask's callbacks are not told of
      break;
  }
}
