import type { CrashedCall } from "../graph/task-call.ts";
import type { CrashPlace } from "../scheduler/executor.ts";

/** What became of earlier attempts at a task. Few tasks have any. */
interface Failures {
  failed: number;
  crashed: number;
  /** Crashes since the last one of which it is known in which call it happened. */
  unexplained: number;
  /** By call: crashes that happened in it, of late. */
  readonly suspicions: Map<string, number>;
  /** Calls that are not made again. */
  readonly crashedCalls: CrashedCall[];
}

// A worker may be ended by something else while the most innocent call is under way; hardly twice in the same one.
const enoughCrashes = 2;

/** How often the tasks of a run have failed, and taken their worker with them. */
export class FailureLog {
  readonly #byTask = new Map<number, Failures>();
  readonly #enough: number;

  /** @param maxCrashes - how many workers a task may end in the run */
  constructor(maxCrashes: number) {
    this.#enough = Math.min(enoughCrashes, maxCrashes);
  }

  /** How often a task has been started, the next time included. */
  attemptOf(id: number): number {
    if (this.#byTask.size === 0) return 1;
    const { failed = 0, crashed = 0 } = this.#byTask.get(id) ?? {};
    return 1 + failed + crashed;
  }

  /** Calls that are not to be made again, as they end their workers. */
  crashedCallsOf(id: number): readonly CrashedCall[] | undefined {
    if (this.#byTask.size === 0) return undefined;
    const calls = this.#byTask.get(id)?.crashedCalls ?? [];
    return calls.length === 0 ? undefined : [...calls];
  }

  /** @returns how often it has failed now */
  noteFailure(id: number): number {
    return (this.#of(id).failed += 1);
  }

  /**
   * A worker died of a task; `at` is the call that was under way, where that is known.
   * @returns how many workers it has ended, one after the other, of which nobody knows in what call
   */
  noteCrash(id: number, error: unknown, at: CrashPlace | undefined): number {
    const failures = this.#of(id);
    failures.crashed += 1;
    failures.unexplained = at === undefined ? failures.unexplained + 1 : 0;
    if (at !== undefined) this.#suspect(failures, error, at);
    return failures.unexplained;
  }

  #suspect({ suspicions, crashedCalls }: Failures, error: unknown, { call, isCertain }: CrashPlace): void {
    const crashes = (suspicions.get(call) ?? 0) + 1;
    if (isCertain || crashes >= this.#enough) {
      suspicions.delete(call);
      crashedCalls.push({ call, crashes, error });
    } else suspicions.set(call, crashes);
  }

  #of(id: number): Failures {
    let failures = this.#byTask.get(id);
    if (failures === undefined) {
      failures = { failed: 0, crashed: 0, unexplained: 0, suspicions: new Map(), crashedCalls: [] };
      this.#byTask.set(id, failures);
    }
    return failures;
  }
}
