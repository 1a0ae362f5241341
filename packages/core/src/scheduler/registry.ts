import { describeValue, InvalidArgumentError, UnknownSchedulerError } from "../errors.ts";
import { assertFunction } from "../parse.ts";
import { asynchronous } from "./async.ts";
import { automatic } from "./auto.ts";
import type { Executor } from "./executor.ts";
import { isScheduler, type Scheduler } from "./scheduler.ts";
import { synchronous } from "./sync.ts";

/** Makes the scheduler that a name stands for; `workers` is how many tasks it may run at once. */
export type SchedulerFactory = (options: { readonly workers?: number | undefined }) => Scheduler;

const factories = new Map<string, SchedulerFactory>([
  ["sync", synchronous],
  ["async", asynchronous],
  ["auto", ({ workers }) => automatic(executorOf("threads", workers))],
]);
const shared = new Map<string, Scheduler>();

// Where a name is known but not there: what to add.
const packages = new Map([
  ["threads", "@holdall/scheduler-threads"],
  ["processes", "@holdall/scheduler-processes"],
]);

/**
 * Lets `scheduler: name` stand for what `create` makes. It is made once per number of workers, at first use, and kept
 * for later runs; so it must not keep the process alive while idle.
 * @throws InvalidArgumentError when the name is empty or taken by another factory, and when `create` is no function
 */
export function registerScheduler(name: string, create: SchedulerFactory): void {
  if (typeof name !== "string" || name === "") {
    throw new InvalidArgumentError(
      `registerScheduler(): Expected \`name\` to be a string that is not empty, got ${describeValue(name)}.`,
    );
  }
  assertFunction(create, "create", "registerScheduler()");
  const known = factories.get(name);
  if (known !== undefined && known !== create) {
    throw new InvalidArgumentError(`registerScheduler(): a scheduler named "${name}" is registered already.`);
  }
  factories.set(name, create);
}

/**
 * The shared scheduler of this name and size.
 * @throws UnknownSchedulerError saying which exist
 * @throws InvalidArgumentError when what was registered makes no scheduler
 */
export function namedScheduler(name: string, workers: number | undefined): Scheduler {
  const create = factories.get(name);
  if (create === undefined) throw new UnknownSchedulerError(describeUnknown(name));
  const id = `${name}/${workers ?? "default"}`;
  let scheduler = shared.get(id);
  if (scheduler === undefined) {
    scheduler = create({ workers });
    if (!isScheduler(scheduler)) {
      throw new InvalidArgumentError(
        `registerScheduler(): Expected \`create\` of "${name}" to return a scheduler, got ${describeValue(scheduler)}.`,
      );
    }
    shared.set(id, scheduler);
  }
  return scheduler;
}

function executorOf(name: string, workers: number | undefined): Executor {
  const { executor } = namedScheduler(name, workers);
  if (executor === undefined)
    throw new InvalidArgumentError(`The scheduler "auto" needs an executor, which "${name}" does not have.`);
  return executor;
}

function describeUnknown(name: string): string {
  const known = [...factories.keys()].map((known) => `"${known}"`).join(", ");
  const addable = packages.get(name);
  const advice =
    addable === undefined
      ? `Others can be passed as objects, or registered by name with registerScheduler().`
      : `Add the package ${addable} and import it, or install "holdall", which brings it.`;
  return `Unknown scheduler "${name}". Known here: ${known}. ${advice}`;
}
