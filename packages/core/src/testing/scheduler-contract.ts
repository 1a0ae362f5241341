import { onTestFinished } from "vitest";
import type { Scheduler } from "../scheduler/scheduler.ts";
import { describeAbort } from "./contract/abort.ts";
import { describeCauses } from "./contract/causes.ts";
import { describeEvents } from "./contract/events.ts";
import { describeFailures } from "./contract/failures.ts";
import { describeGraphs } from "./contract/graphs.ts";
import { describeHooks } from "./contract/hooks.ts";
import { describeOpenTasks } from "./contract/open-tasks.ts";
import { describeRetries } from "./contract/retries.ts";
import { describeSurroundings } from "./contract/surroundings.ts";
import { describeTimeouts } from "./contract/timeouts.ts";
import { describeValues } from "./contract/values.ts";

/** What {@link schedulerContract} has to know of a scheduler. */
export interface SchedulerContractOptions {
  /** Makes a scheduler with so many workers; its `close`, if it has one, is called at the end of the test. */
  readonly create: (options: { readonly workers: number }) => ClosableScheduler;
  /** Whether tasks run off the calling thread, so that even an endless loop can be stopped. */
  readonly isolated: boolean;
}

/** A scheduler that may have to be closed. */
export interface ClosableScheduler extends Scheduler {
  /** Ends what it has started. */
  readonly close?: () => Promise<void>;
}

/** Makes a scheduler that is closed at the end of the test. */
export type OpenScheduler = (workers?: number) => Scheduler;

/**
 * The tests that every scheduler has to pass, to be called in a test file of vitest.
 * @param name - of the scheduler, for the names of the tests
 */
export function schedulerContract(name: string, { create, isolated }: SchedulerContractOptions): void {
  const open: OpenScheduler = (workers = 2) => {
    const scheduler = create({ workers });
    onTestFinished(() => scheduler.close?.());
    return scheduler;
  };
  describeValues(name, open);
  describeGraphs(name, open);
  describeOpenTasks(name, open);
  describeFailures(name, open);
  describeCauses(name, open);
  describeRetries(name, open);
  describeTimeouts(name, open, isolated);
  describeAbort(name, open, isolated);
  describeHooks(name, open);
  describeEvents(name, open, isolated);
  describeSurroundings(name, open, isolated);
}
