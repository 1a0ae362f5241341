import { AsyncLocalStorage } from "node:async_hooks";
import { z } from "zod";
import { checkpointSchema, type CheckpointOptions } from "./checkpoint/checkpoint-options.ts";
import type { RunHooks } from "./events.ts";
import { InvalidArgumentError } from "./errors.ts";
import { duration, parseOptions, wholeNumber } from "./parse.ts";
import { memorySize } from "./memory-size.ts";
import { passesOf, passNames, type Passes } from "./passes.ts";
import { retryShape, type RetryOptions } from "./run/retries.ts";
import { isScheduler, type Scheduler } from "./scheduler/scheduler.ts";
import { defaultMemoryLimit } from "./spill/memory-limit.ts";

/** Settings that hold for every run unless the run says otherwise. */
export interface Config {
  /** `"sync"`, `"async"`, `"threads"`, `"processes"`, `"auto"`, a registered name, or an object. @default "threads" */
  readonly scheduler?: string | Scheduler | undefined;
  /**
   * How many tasks run at once, for schedulers given by name. The sync scheduler always has one.
   * @default all cores; 32 for "async"
   */
  readonly workers?: number | undefined;
  readonly hooks?: RunHooks | undefined;
  /**
   * Whether to show on the standard error output how far runs are: `true` for every run, by lines now and then where that
   * is no terminal or `CI` or `NO_COLOR` is set; `false` for none. @default on a terminal, from 2 s on, unless `CI` is set
   */
  readonly progress?: boolean | undefined;
  /**
   * Whether plans and graphs are optimised, or which of the passes are made: only worth turning off to look for a bug in
   * holdall, as results are the same. Those that are not named are made. @default true
   */
  readonly optimize?: boolean | Partial<Passes> | undefined;
  /**
   * Whether instances of classes that are not registered (see {@link registerClass}) are refused where they would become
   * plain objects: in elements, arguments and results that go from one task to another. With `false` they become plain
   * objects; with `true` they are refused on schedulers too on which tasks share a thread, and nothing would be lost.
   * @default true where tasks may run in other threads or processes
   */
  readonly strict?: boolean | undefined;
  /**
   * Whether Ctrl-C (SIGINT) and SIGTERM end runs that are under way as their `signal` would, and then the process, with
   * exit code 130 or 143; a second one ends it at once. Where the program listens to the signal itself, nothing is done
   * about it. @default true
   */
  readonly handleSignals?: boolean | undefined;
  /**
   * How much memory the results of tasks may take that wait for tasks to come, in bytes or as a text such as `"512MB"` or
   * `"2 GiB"`. Those beyond it are written to temporary files, and read again by the tasks that need them: so a shuffle may
   * be larger than memory. What a task itself needs is not limited by it: a partition must fit in memory for each worker. On
   * the calling thread (`"sync"`, `"async"`) it is the heap and the buffers of the thread that are not to grow beyond it.
   * `Infinity` keeps all in memory.
   * @default half of the memory of the machine, or of what its control group allows
   */
  readonly memoryLimit?: number | string | undefined;
}

/** Options of `compute` and its kin. */
export interface RunOptions extends Config, RetryOptions {
  /**
   * Milliseconds that a task, which is a partition, may take from when it starts to run. When they are over the `signal`
   * of functions that ask for their context fires. A task that does not end within a second after that fails with a
   * TimeoutError, and its worker is ended and replaced. The calling thread cannot be ended: there a task is stopped
   * between two elements, or while it waits. A task that may be tried again (`retries`) has as long each time.
   * @default no limit
   */
  readonly timeout?: number | undefined;
  /**
   * A directory in which the result of each task, which is a partition, is stored as it finishes. Later runs of the same
   * work, by the same script or another, find it there and do only what is missing; what depends on a function, captured
   * value, module or input that has changed is done anew. It is made when it is not there.
   * With `{ directory, every: { seconds: 60 } }` partitions that are lists are stored about every minute before they are
   * finished too, and are gone on with from there.
   * @default nothing is stored
   */
  readonly checkpoint?: string | URL | CheckpointOptions | undefined;
  /** Where it is true, runs end with what they have: see {@link PartialRunOptions}. @default false */
  readonly allowFailures?: false | undefined;
  /** Stops the run when it fires: `compute` then rejects with an AbortError. */
  readonly signal?: AbortSignal | undefined;
}

const passShape = Object.fromEntries(passNames.map((name) => [name, z.boolean().describe("true or false")]));

const memoryLimitSchema = memorySize({ bytes: 1, text: "1 byte" });

const configShape = {
  scheduler: z
    .custom<string | Scheduler>((value) => (typeof value === "string" && value !== "") || isScheduler(value))
    .describe("the name of a scheduler or a scheduler object")
    .optional(),
  workers: wholeNumber(1).optional(),
  hooks: z
    .strictObject({
      start: hook(),
      startState: hook(),
      pretask: hook(),
      posttask: hook(),
      progress: hook(),
      finish: hook(),
      event: hook(),
    })
    .describe("an object with the hooks start, startState, pretask, posttask, progress, finish, event")
    .optional(),
  progress: z.boolean().describe("true or false").optional(),
  optimize: z
    .union([z.boolean(), z.strictObject(passShape).partial()])
    .describe(`true, false, or an object of ${Object.keys(passShape).join(", ")}, each true or false`)
    .optional(),
  strict: z.boolean().describe("true or false").optional(),
  handleSignals: z.boolean().describe("true or false").optional(),
  memoryLimit: memoryLimitSchema.optional(),
};

const configSchema = z.strictObject(configShape);
const runOptionsSchema = z.strictObject({
  ...configShape,
  ...retryShape,
  maxCrashes: wholeNumber(1).optional(),
  allowFailures: z
    .literal(false)
    .describe("false, as only compute() can return what is there when parts of it failed")
    .optional(),
  timeout: duration().optional(),
  checkpoint: checkpointSchema.optional(),
  signal: z.instanceof(AbortSignal).describe("an AbortSignal").optional(),
});

function hook(): z.ZodType<((event: never) => void) | undefined> {
  return z
    .custom<(event: never) => void>((value) => typeof value === "function")
    .describe("a function")
    .optional();
}

let globalConfig: Config = {};
const scopedConfig = new AsyncLocalStorage<Config>();

/**
 * Sets defaults for all runs of this process; what is not named stays as it is.
 *
 * @param config - `undefined` for a setting takes it back: what the environment says, or the default, holds again
 * @throws InvalidArgumentError for unknown keys and values out of range
 * @example
 * ```ts
 * import { Bag, setConfig } from "holdall";
 *
 * setConfig({ scheduler: "sync" });
 * console.log(await Bag.range(3).sum().compute()); // 3
 * setConfig({ scheduler: undefined }); // on threads again
 * ```
 */
export function setConfig(config: Config): void {
  globalConfig = defined({ ...globalConfig, ...parseConfig(config, "setConfig()") });
}

/**
 * Calls `fn` with other defaults, which hold for all it calls and awaits, and nowhere else.
 *
 * @param config - what is not named, or is `undefined`, is for `fn` as it is around the call
 * @param fn - may be asynchronous
 * @returns what `fn` returns
 * @throws InvalidArgumentError for unknown keys and values out of range
 */
export function withConfig<T>(config: Config, fn: () => T): T {
  const outer = scopedConfig.getStore();
  return scopedConfig.run({ ...outer, ...defined(parseConfig(config, "withConfig()")) }, fn);
}

/** A run's options, completed: option > `withConfig` > `setConfig` > environment. */
export interface ResolvedRunOptions extends RunOptions {
  readonly scheduler: string | Scheduler;
  readonly memoryLimit: number;
}

/** @throws InvalidArgumentError for unknown keys, values out of range and a malformed environment */
export function resolveRunOptions(options: RunOptions, where: string): ResolvedRunOptions {
  const given = parseOptions(runOptionsSchema, options, where) as RunOptions;
  if (given.workers !== undefined && isScheduler(given.scheduler)) {
    throw new InvalidArgumentError(
      `${where}: \`workers\` is for schedulers given by name; a scheduler object has its own. Pass \`workers\` where it is made.`,
    );
  }
  // An option given as undefined is an option not given.
  const config = { ...readEnvironment(), ...globalConfig, ...scopedConfig.getStore(), ...defined(given) };
  // What was given as a text has become a number.
  const memoryLimit = (config.memoryLimit as number | undefined) ?? defaultMemoryLimit();
  return { ...config, scheduler: config.scheduler ?? "threads", memoryLimit };
}

/**
 * The passes that are made for a run which is given this option, or is left to the configuration.
 * @throws InvalidArgumentError for a malformed option or environment
 */
export function resolvePasses(optimize: RunOptions["optimize"], where: string): Passes {
  return passesOf(resolveRunOptions({ optimize }, where).optimize ?? true);
}

function parseConfig(config: Config, where: string): Config {
  return parseOptions(configSchema, config, where) as Config;
}

function readEnvironment(): Config {
  const { HOLDALL_SCHEDULER, HOLDALL_WORKERS, HOLDALL_MEMORY_LIMIT } = process.env;
  const workers = HOLDALL_WORKERS === undefined ? undefined : Number(HOLDALL_WORKERS);
  if (workers !== undefined && !wholeNumber(1).safeParse(workers).success) {
    throw new InvalidArgumentError(
      `Expected the environment variable HOLDALL_WORKERS to be a whole number from 1 up, got ${JSON.stringify(HOLDALL_WORKERS)}.`,
    );
  }
  const memoryLimit = memoryLimitSchema.optional().safeParse(HOLDALL_MEMORY_LIMIT);
  if (!memoryLimit.success) {
    throw new InvalidArgumentError(
      `Expected the environment variable HOLDALL_MEMORY_LIMIT to be ${memoryLimitSchema.description}, got ${JSON.stringify(HOLDALL_MEMORY_LIMIT)}.`,
    );
  }
  return defined({
    memoryLimit: memoryLimit.data,
    scheduler: HOLDALL_SCHEDULER === "" ? undefined : HOLDALL_SCHEDULER,
    workers,
    optimize: readSwitch("HOLDALL_OPTIMIZE"),
    progress: readSwitch("HOLDALL_PROGRESS"),
  });
}

function readSwitch(variable: string): boolean | undefined {
  const value = process.env[variable];
  if (value === undefined || value === "true" || value === "false")
    return value === undefined ? undefined : value === "true";
  throw new InvalidArgumentError(
    `Expected the environment variable ${variable} to be "true" or "false", got ${JSON.stringify(value)}.`,
  );
}

function defined(config: Config): Config {
  return Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined));
}
