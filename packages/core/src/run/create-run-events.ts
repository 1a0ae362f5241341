import type { Executor } from "../scheduler/executor.ts";
import type { RunRequest } from "../scheduler/scheduler.ts";
import { createChannelsListener } from "./channels-listener.ts";
import { createHooksListener } from "./hooks-listener.ts";
import { RunEvents, type RunListener } from "./run-events.ts";

let runs = 0;

/**
 * The events of a run that is about to start, and those who listen to them.
 * @param guard - calls what tells an event of its own accord; what a listener throws ends the run
 */
export function createRunEvents(
  { hooks }: RunRequest,
  executor: Executor,
  guard: (tell: () => void) => void,
): RunEvents {
  const listeners: RunListener[] = [];
  const channels = createChannelsListener();
  if (channels !== undefined) listeners.push(channels);
  // Last: what a hook throws ends the run, and is not to keep an event from others.
  if (hooks !== undefined) listeners.push(createHooksListener(hooks));
  return new RunEvents({ id: ++runs, scheduler: executor.name }, listeners, guard);
}
