import { InvalidArgumentError } from "./errors.ts";
import type { EngineEvent } from "./events.ts";

/** A run that may be watched. */
export interface WatchableRun {
  /** Whether the user asked to see how far it is; `undefined` leaves it to the display. */
  readonly progress: true | undefined;
  /** Begins to listen to its events. One who comes late is told first what is there. What is called must not throw. */
  listen(onEvent: (event: EngineEvent) => void): void;
}

/**
 * Shows how far runs are. Called when a run begins, unless the user does not want it shown.
 * @returns what is called when the run has ended
 */
export type ProgressDisplay = (run: WatchableRun) => () => void;

let registered: ProgressDisplay | undefined;

/** Has a display show how far runs are: the last one that is registered. The package `@holdall/diagnostics` registers one. */
export function registerProgress(display: ProgressDisplay): void {
  registered = display;
}

const noDisplay = (): void => undefined;

/** @throws InvalidArgumentError where it was asked for, and there is no display */
export function showProgress(
  progress: boolean | undefined,
  listen: WatchableRun["listen"],
): ReturnType<ProgressDisplay> {
  if (progress === false) return noDisplay;
  if (registered !== undefined) return registered({ progress, listen });
  if (progress === undefined) return noDisplay;
  throw new InvalidArgumentError(
    'The option `progress` needs something to show it. Add the package @holdall/diagnostics and import it, or install "holdall", which brings it.',
  );
}
